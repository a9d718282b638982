import { Button } from 'antd'
import { useSay } from '../i18n/language.ts'
import { copyText } from './copy-text.ts'
import { failed, toast } from './overlay/toast.tsx'

export const CopyButton = ({ text, label }: { text: string; label?: string }) => {
  const say = useSay()
  const copy = () => void copyText(text).then(() => toast(say('common.copied')), failed)
  return (
    <Button size="small" onClick={copy}>
      {label ?? say('common.copy')}
    </Button>
  )
}
