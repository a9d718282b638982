const browsers: readonly [name: string, sign: RegExp][] = [
  ['企业微信', /wxwork/i],
  ['微信', /MicroMessenger/i],
  ['钉钉', /DingTalk/i],
  ['飞书', /Lark|Feishu/i],
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\/|FxiOS/],
  ['Chrome', /Chrome\/|CriOS/],
  ['Safari', /Safari\//],
]
const systems: readonly [name: string, sign: RegExp][] = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh|Mac OS X/],
  ['Linux', /Linux|X11/],
]

/** What a browser says it is, in two words that its owner knows: `Chrome · Windows`. Empty where it says nothing known. */
export const deviceName = (userAgent: string | null): string => {
  const first = (list: typeof browsers) => list.find(([, sign]) => sign.test(userAgent ?? ''))?.[0]
  return [first(browsers), first(systems)].filter(Boolean).join(' · ')
}
