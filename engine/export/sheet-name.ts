const longest = 31

/** What a list is called, as the name of a sheet: spreadsheets take neither these signs nor some names at all. */
export const sheetName = (label: string): string => {
  const name = label
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, longest)
    // No half a character at the end.
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/^'+|'+$/g, ' ')
  // Excel keeps this one for itself.
  return /^history$/i.test(name) ? `${name} 1` : name || ' '
}
