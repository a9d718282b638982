/** Says how far it is: one line for every tenth of the way. */
export const percentLines = (what: string, say: (line: string) => void) => {
  let shown = 0
  return (done: number, total: number): void => {
    const tenth = Math.floor((done * 10) / total)
    if (tenth === shown || tenth > 9) return
    shown = tenth
    say(`… ${what}  ${tenth * 10} %`)
  }
}
