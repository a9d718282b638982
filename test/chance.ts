import fc from 'fast-check'

/** Chance that is the same in every run: a test fails for what was changed, never for what was drawn. */
fc.configureGlobal({ seed: 20261121 })

export { fc }
