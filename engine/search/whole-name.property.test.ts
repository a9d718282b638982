import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { createRecords, searchRecords } from '#engine'
import { workspace } from '#test/workspace'

/** What names are made of that nobody thinks of: rare characters, signs, brands, numbers of all sorts, other scripts. */
const pieces = [
  '𠮷 㐂 龘 䶮 葛\u{e0100} 華 髮 華信 乾 々 〇 株式会社 ソニー 삼성 ｿﾆｰ Газ สยาม 🦄 👨‍👩‍👧 ❤️ 3️⃣ ① ½ Ⅲ ㎡ ㈱',
  "ﬁ é Nestlé L'Oréal Straße ü Ørsted İ 3M 7-11 58 3 A H&M AT&T A.O. C++ .NET No.5 100% １２ 360 v1.2 x",
  `(采购) · ’ ' _ % \\ @ # - — ： ， + / & ~ " 电话: 0571-88888888转12 400-820-8820 91350100M000100Y43`,
  'wang@mail.example.com C2026-0007 +86\u{2060}138-0013-8000',
].flatMap((line) => line.split(' '))
const name = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom('', '', ' ', '\u3000')), { minLength: 1, maxLength: 5 })
  .map((parts) =>
    parts
      .map((part) => part.join(''))
      .join('')
      .trim(),
  )
  .filter((text) => /[\p{L}\p{N}]/u.test(text))
const names = fc.uniqueArray(name, { minLength: 30, maxLength: 30 })

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000')

test(
  'whatever a record is called: its name pasted as it stands, in capitals or in full width finds it, and first',
  { timeout: 120_000 },
  async () => {
    const w = await workspace()
    const contact = w.system.object('contact')
    await fc.assert(
      fc.asyncProperty(names, async (called) => {
        await w.session.query(`delete from "${w.schema}".contact`)
        await createRecords(
          w.system,
          contact,
          called.map((each) => ({ name: each })),
        )
        const stored = await w.session.query<{ name: string }>(`select name from "${w.schema}".contact`)
        for (const { name } of stored)
          for (const q of [name, name.toUpperCase(), fullWidth(name), ` ${name}\u200b`]) {
            const { data } = await searchRecords(w.administrator, { q, limit: 50, objects: [contact] })
            expect([q, name, data.some((hit) => hit.title === name)]).toEqual([q, name, true])
            // Several may be the same but for signs; all of these come before the others.
            const same = data.findIndex((hit) => hit.title === name)
            const ahead = data.slice(0, same).map((hit) => hit.title!)
            expect([q, name, ahead.filter((title) => signless(title) !== signless(name))]).toEqual([q, name, []])
          }
      }),
      { numRuns: 6 },
    )
  },
)

/** Only what is left without signs, told independently of how search folds. */
const signless = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
