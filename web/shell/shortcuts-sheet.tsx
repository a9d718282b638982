import { Switch } from 'antd'
import { type Say, useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/dialog.tsx'
import { setSingleKeys, useSingleKeys } from './shortcuts.ts'

const sections = (say: Say): [string, [string, string][]][] => [
  [
    say('keys.everywhere'),
    [
      ['Ctrl K', say('keys.palette')],
      ['C', say('keys.new')],
      ['1–9', say('keys.goTo')],
      ['?', say('keys.sheet')],
      ['F1', say('keys.help')],
      ['Esc', say('keys.escape')],
    ],
  ],
  [
    say('keys.list'),
    [
      ['/', say('keys.quickSearch')],
      ['↑ ↓ ← →', say('keys.move')],
      ['Shift ↑↓←→', say('keys.extend')],
      ['Space', say('keys.select')],
      ['Ctrl A', say('keys.selectAll')],
      ['Enter', say('keys.open')],
      ['Shift Enter', say('keys.peek')],
      ['F2', say('keys.editCell')],
      ['Ctrl C / V', say('keys.copyPaste')],
      ['Ctrl Z', say('keys.undo')],
    ],
  ],
  [
    say('keys.record'),
    [
      ['E', say('keys.editRecord')],
      ['N', say('keys.compose')],
      ['J / K', say('keys.neighbours')],
    ],
  ],
  [
    say('keys.board'),
    [
      ['↑ ↓ ← →', say('keys.moveCard')],
      ['Shift ← →', say('keys.advance')],
    ],
  ],
]

export const ShortcutsSheet = ({ onClose }: { onClose: () => void }) => {
  const say = useSay()
  const on = useSingleKeys()
  return (
    <Dialog title={say('keys.title')} onClose={onClose} width={720}>
      <div className="shortcuts">
        {sections(say).map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, meaning]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="shortcuts-switch">
        <Switch checked={on} onChange={setSingleKeys} aria-label={say('keys.off')} /> {say('keys.off')}
      </label>
    </Dialog>
  )
}
