import { expect, test } from 'vitest'
import { createRecords, runGet, seesAny, visibleTo } from '#engine'
import { workspace } from '#test/workspace'

test('many people are asked at once and each gets the very answer that she would get alone', async () => {
  const w = await workspace()
  const people = [
    w.administrator,
    w.manager,
    w.sales,
    w.otherSales,
    w.southSales,
    w.marketer,
    w.service,
    w.reader,
    w.auditor,
  ]
  const ids: string[] = []
  for (const owner of [w.sales, w.otherSales, w.southSales]) {
    const made = await createRecords(
      owner,
      owner.object('customer'),
      ['甲', '乙'].map((n) => ({ name: `${n}${owner.actor.name}` })),
    )
    const [first] = made
    ids.push(...made.map((m) => m.id))
    const [contact] = await createRecords(owner, owner.object('contact'), [{ name: '联系人', customer: first!.id }])
    ids.push(contact!.id)
  }
  // One of the south is shared with somebody of the north.
  await w.session.query(
    `insert into "${w.schema}".team_member (object, record, "user", may, added_by, added_at) values ('customer', $1, $2, 'read', $2, now())`,
    [ids.at(-3), w.sales.actor.id],
  )
  for (const name of ['customer', 'contact']) {
    const object = w.system.object(name)
    for (const group of Map.groupBy(people, (p) => p.actor.access.key).values()) {
      const onlookers = { access: group[0]!.actor.access, people: group.map((p) => p.actor), now: w.system.now }
      const seen = await visibleTo(w.session, w.schema, object, onlookers, ids)
      const any = await seesAny(w.session, w.schema, object, onlookers, ids)
      for (const person of group) {
        const alone = (await runGet(person, object, ids, { fields: ['id'] }).catch(() => [])).map(
          (d) => JSON.parse(d).id as string,
        )
        const together = ids.filter(
          (id) => seen.get(id)?.by === 'all' || (seen.get(id)?.by as Set<string> | undefined)?.has(person.actor.id),
        )
        expect(together.sort(), `${person.actor.name} ${name}`).toEqual(alone.sort())
        expect(any.has(person.actor.id)).toBe(alone.length > 0)
      }
    }
  }
})
