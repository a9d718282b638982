import { PaperClipOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { reasonOf } from '#web/api/api-error.ts'
import { type FileInfo, uploadFile } from '#web/api/files.ts'
import type { InputProps } from '#web/field-view.tsx'
import { useSay } from '#web/i18n/language.ts'
import { FileList } from '#web/ui/file-list.tsx'
import { ProgressBar } from '#web/ui/progress-bar.tsx'
import { useDrop } from '#web/ui/use-drop.ts'

/** The engine takes no more in one field. */
const most = 50

interface Sending {
  readonly key: string
  readonly name: string
  readonly share: number
}

/** Files that are dropped or chosen go up at once; saving the record ties them to it. */
export const Input = ({ id, field, value, onChange, disabled, describedBy, invalid }: InputProps) => {
  const say = useSay()
  const chooser = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<readonly Sending[]>([])
  const [refusals, setRefusals] = useState<readonly string[]>([])
  const [fresh, setFresh] = useState<readonly FileInfo[]>([])
  const ids = Array.isArray(value) ? (value as string[]) : []

  const take = async (files: readonly File[]) => {
    setRefusals(ids.length + files.length > most ? [say('files.tooMany', { count: most })] : [])
    const added: string[] = []
    for (const [at, file] of files.slice(0, most - ids.length).entries()) {
      const key = `${at} ${file.name}`
      const tell = (share: number) =>
        setSending((now) => [...now.filter((one) => one.key !== key), { key, name: file.name, share }])
      tell(0)
      try {
        const made = await uploadFile(file, { onProgress: tell })
        setFresh((now) => [...now, made])
        added.push(made.id)
        onChange([...ids, ...added])
      } catch (refused) {
        const holes = { name: file.name, reason: reasonOf(refused) || say('error.offline') }
        setRefusals((now) => [...now, say('files.refused', holes)])
      }
      setSending((now) => now.filter((one) => one.key !== key))
    }
  }
  const { onto } = useDrop((files) => !disabled && take(files))
  return (
    <div className="file-input" role="group" aria-label={field.label} data-invalid={invalid || undefined} {...onto}>
      <FileList
        ids={ids}
        known={fresh}
        onRemove={(gone) => {
          const left = ids.filter((one) => one !== gone)
          onChange(left.length > 0 ? left : null)
          // Its button is gone; whoever works by the keyboard stays in the field.
          document.getElementById(id)?.focus()
        }}
      />
      {sending.map(({ key, name, share }) => (
        <div key={key} className="file-sending" role="status">
          <span>{say('files.uploading', { name })}</span>
          <ProgressBar label={name} done={share} total={1} />
        </div>
      ))}
      {refusals.map((refusal) => (
        <p key={refusal} className="problem" role="alert">
          ⚠ {refusal}
        </p>
      ))}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={say('files.add')}
        onChange={({ target }) => {
          void take([...(target.files ?? [])])
          target.value = ''
        }}
      />
      <span className="file-add">
        <Button
          id={id}
          icon={<PaperClipOutlined />}
          disabled={disabled ?? false}
          aria-describedby={describedBy}
          onClick={() => chooser.current?.click()}
        >
          {say('files.add')}
        </Button>
        <span className="muted">{say('files.drop')}</span>
      </span>
    </div>
  )
}
