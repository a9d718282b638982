import { Button } from 'antd'
import { useState } from 'react'
import { type ImportChange, policies } from '../api/imports.ts'
import { useSay } from '../i18n/language.ts'
import type { StepProps } from './import-page.tsx'

/** Kinds that tell one record from another by themselves; many records share a level or an owner. */
const telling = new Set(['id', 'serial', 'text', 'phone', 'email', 'url'])

/** What becomes of rows that are there already, and how they are told. */
export const DuplicatesStep = ({ made: known, object, work, go }: StepProps) => {
  const say = useSay()
  // What is ticked shows at once; a refusal takes it back.
  const [ticked, setTicked] = useState<Pick<ImportChange, 'policy' | 'match'>>({})
  const made = { ...known, ...ticked }
  const tick = async (part: typeof ticked) => {
    setTicked({ ...ticked, ...part })
    if (!(await work.change(part))) setTicked({})
  }
  const label = (written: string) => {
    const name = written.replace('~', '')
    const field = made.fields.find((one) => one.name === name)?.label ?? name
    return written === name ? field : say('import.alike', { field })
  }
  const mapped = new Set(made.columns.flatMap(({ mapping }) => mapping?.field ?? []))
  const single = made.fields
    .filter(({ name, key, kind }) => key && telling.has(kind) && mapped.has(name))
    .flatMap(({ name, alike }) => (alike ? [[name], [`${name}~`]] : [[name]]))
  const keys = [...made.match, ...single.filter(([name]) => !made.match.some((key) => key.join() === name))]
  const chosen = (key: readonly string[]) => made.match.some((one) => one.join() === key.join())
  const toggle = (key: readonly string[]) =>
    void tick({
      match: chosen(key) ? made.match.filter((one) => one.join() !== key.join()) : [...made.match, key],
    })
  const guests = made.belongings.filter((one) =>
    [...mapped].some((name) => /^\w+/.exec(name)?.[0] === one.object && name.includes('.')),
  )
  const check = async () => {
    if (await work.step('check')) go('check')
  }
  return (
    <>
      <div className="import-pair">
        <fieldset className="import-choice panel">
          <legend>{say('import.policy', { object: object.label })}</legend>
          {policies.map((policy) => (
            <label key={policy} data-chosen={made.policy === policy || undefined}>
              <input
                type="radio"
                name="policy"
                checked={made.policy === policy}
                onChange={() => void tick({ policy })}
              />
              <span>
                {say(`import.policy.${policy}`)}
                <small>{say(`import.policy.${policy}.help`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <fieldset className="import-choice panel" disabled={made.policy === 'create'}>
          <legend>{say('import.match')}</legend>
          <p className="help">{say(keys.length > 0 ? 'import.matchHelp' : 'import.matchNone')}</p>
          {keys.map((key) => (
            <label key={key.join()}>
              <input type="checkbox" checked={chosen(key)} onChange={() => toggle(key)} />
              <span>{key.map(label).join(say('import.and'))}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {guests.length > 0 ? (
        <p className="help">
          {say('import.matchBelongings', {
            guests: guests.map(({ label }) => label).join(say('common.and')),
            object: object.label,
          })}
        </p>
      ) : null}
      <footer className="import-foot">
        <Button onClick={() => go('map')}>{say('import.back')}</Button>
        <Button type="primary" loading={work.busy} onClick={() => void check()}>
          {say('import.check')}
        </Button>
      </footer>
    </>
  )
}
