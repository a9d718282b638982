import { Button, Input } from 'antd'
import { useState } from 'react'
import { saveWorkspace, type WorkspaceSettings } from '../../api/workspace.ts'
import { useSay } from '../../i18n/language.ts'
import { setBrandColour } from '../../ui/theme/appearance.ts'
import { buttonColour } from '../../ui/theme/brand.ts'
import { isColour } from '../../ui/theme/colour.ts'
import { contrast } from '../../ui/theme/contrast.ts'
import { Labelled } from '../../ui/labelled.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { light } from '../../ui/theme/tokens.ts'
import { BrandPreview } from './brand-preview.tsx'

/** The one colour a company may call its own. What cannot be read is mended, and said and shown before it is saved. */
export const BrandColour = ({ settings }: { settings: WorkspaceSettings }) => {
  const say = useSay()
  const kept = settings.brand.color
  const [text, setText] = useState(kept ?? light.primary)
  const [busy, setBusy] = useState(false)
  const colour = text.trim().toLowerCase()
  const known = isColour(colour)

  const save = async (color: string | null) => {
    setBusy(true)
    try {
      const saved = await saveWorkspace({ brand: { color } })
      setBrandColour(saved.brand.color)
      setText(saved.brand.color ?? light.primary)
      toast(say('common.saved'))
    } catch (error) {
      failed(error)
    }
    setBusy(false)
  }

  return (
    <div className="brand-colour">
      <Labelled
        label={say('workspace.colour')}
        htmlFor="brand-hex"
        help={say('workspace.colourHelp')}
        problem={known ? undefined : say('workspace.colourWrong')}
      >
        <div className="brand-choice">
          <input
            type="color"
            aria-label={say('workspace.colour')}
            value={known ? colour : light.primary}
            onChange={(event) => setText(event.target.value)}
          />
          <Input
            id="brand-hex"
            value={text}
            maxLength={7}
            spellCheck={false}
            status={known ? '' : 'error'}
            aria-describedby="brand-hex-note"
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      </Labelled>
      {known ? (
        <>
          <Verdict colour={colour} />
          <BrandPreview colour={colour} />
        </>
      ) : null}
      <div className="brand-actions">
        <Button type="primary" disabled={!known || colour === kept} loading={busy} onClick={() => void save(colour)}>
          {say('common.save')}
        </Button>
        {kept ? <Button onClick={() => void save(null)}>{say('workspace.standardColour')}</Button> : null}
      </div>
    </div>
  )
}

const Verdict = ({ colour }: { colour: string }) => {
  const say = useSay()
  const ratio = (Math.floor(contrast('#ffffff', colour) * 10) / 10).toFixed(1)
  const mended = buttonColour('light', colour)
  const inTheDark = buttonColour('dark', colour)
  return (
    <div role="status" className="brand-verdict" data-mended={mended !== colour || undefined}>
      <p>
        {mended === colour
          ? say('workspace.colourFits', { ratio })
          : say('workspace.colourMended', { colour, ratio, mended })}
      </p>
      {inTheDark === mended ? null : <p>{say('workspace.colourDarkMended', { mended: inTheDark })}</p>}
    </div>
  )
}
