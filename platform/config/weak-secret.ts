const famous = /change.?me|password|passw0rd|secret|example|default|12345|qwerty|letmein|admin|zhike/i

/** Bits of entropy of a string by the frequencies of its own characters (Shannon): "aaaa…" has none. */
const entropy = (text: string): number => {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  const share = (count: number) => count / text.length
  return [...counts.values()].reduce((sum, count) => sum - count * Math.log2(share(count)), 0)
}

/** Whether a signing key could be guessed: too short, too regular, or built on a word that examples use. */
export const weakSecret = (secret: string): boolean =>
  secret.length < 32 || entropy(secret) < 100 || famous.test(secret)

/** Whether an administrator's password is one that attackers try first. */
export const weakPassword = (password: string): boolean =>
  entropy(password) < 24 || /^(change.?me|admin|password|passw0rd|qwerty|letmein|zhike|\d)[\d!@#._-]*$/i.test(password)
