import { FileExcelOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { uploadImport } from '../api/imports.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { useDrop } from '../ui/use-drop.ts'
import { finishDiscards } from './discards.ts'
import { pastedTable } from './pasted-table.ts'

const readable = '.csv,.tsv,.txt,.xlsx,.xlsm,.xltx,.xlsb,.xls,.xml,.ods,.html,.htm,.vcf'

/** Takes a file that is dropped, chosen or pasted, and goes on with it. */
export const DropZone = ({ object }: { object: ObjectMeta }) => {
  const say = useSay()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null)
  const [refusal, setRefusal] = useState<{ name: string; error: unknown } | null>(null)
  const [hint, setHint] = useState('')

  const take = async (file: File | undefined) => {
    if (file === undefined || sending) return
    setRefusal(null)
    setHint('')
    setSending({ name: file.name, share: 0 })
    try {
      const onProgress = (share: number) => setSending({ name: file.name, share })
      await finishDiscards()
      const made = await uploadImport(object.name, file, { onProgress })
      await navigate({ to: '/imports/$id', params: { id: made.id }, search: { step: undefined } })
    } catch (error) {
      setRefusal({ name: file.name, error })
      setSending(null)
    }
  }
  const { over, onto } = useDrop(([file]) => take(file))
  const paste = useEffectEvent((event: ClipboardEvent) => {
    if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]')) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const file = event.clipboardData?.files[0] ?? pastedTable(text, say('import.pastedName'))
    event.preventDefault()
    if (file) void take(file)
    else setHint(say('import.notTable'))
  })
  useEffect(() => {
    const listener = (event: ClipboardEvent) => paste(event)
    document.addEventListener('paste', listener)
    return () => document.removeEventListener('paste', listener)
  }, [])

  return (
    <>
      <div className="drop-zone panel" {...onto}>
        {sending ? (
          <div className="drop-sending" role="status">
            <p>{say(sending.share < 1 ? 'import.uploading' : 'import.reading', { name: sending.name })}</p>
            <ProgressBar
              label={say('import.uploading', { name: sending.name })}
              done={sending.share}
              total={sending.share < 1 ? 1 : null}
            />
          </div>
        ) : (
          <>
            <FileExcelOutlined className="drop-icon" />
            <p className="drop-title">{say(over ? 'import.dropNow' : 'import.drop')}</p>
            <input
              ref={input}
              type="file"
              accept={readable}
              hidden
              aria-label={say('import.choose')}
              onChange={(event) => {
                void take(event.target.files?.[0])
                event.target.value = ''
              }}
            />
            <Button type="primary" autoFocus onClick={() => input.current?.click()}>
              {say('import.choose')}
            </Button>
            <p className="muted drop-paste">{say('import.paste')}</p>
          </>
        )}
      </div>
      {hint ? (
        <p className="import-note" data-tone="warning" role="alert">
          {hint}
        </p>
      ) : null}
      {refusal ? <ErrorPanel error={refusal.error} what={say('import.refused', { name: refusal.name })} /> : null}
      <p className="help">{say('import.limits')}</p>
      <p className="help">{say('import.safe')}</p>
    </>
  )
}
