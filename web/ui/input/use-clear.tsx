import { CloseCircleFilled } from '@ant-design/icons'
import { useSay } from '../../i18n/language.ts'

/** For a choice that can be emptied: the button for it has its name in the language of now, which antd leaves in English. */
export const useClear = () => {
  const say = useSay()
  return { clearIcon: <CloseCircleFilled />, label: say('input.clear') }
}
