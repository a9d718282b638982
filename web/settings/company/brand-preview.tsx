import type { CSSProperties } from 'react'
import { useSay } from '../../i18n/language.ts'
import { tokensOf } from '../../ui/theme/brand.ts'
import { cssVariable } from '../../ui/theme/tokens.ts'

/** A button, a link and a chosen item in the colour, in the light and in the dark. Only to look at. */
export const BrandPreview = ({ colour }: { colour: string }) => {
  const say = useSay()
  return (
    <div className="brand-preview" role="img" aria-label={say('workspace.preview')}>
      {(['light', 'dark'] as const).map((scheme) => {
        const colours = Object.entries(tokensOf(scheme, colour)).map(([name, value]) => [cssVariable(name), value])
        return (
          <div key={scheme} style={Object.fromEntries(colours) as CSSProperties}>
            <span className="brand-item">{say('workspace.sampleItem')}</span>
            <span className="brand-link">{say('workspace.sampleLink')}</span>
            <span className="brand-button">{say('workspace.sampleButton')}</span>
          </div>
        )
      })}
    </div>
  )
}
