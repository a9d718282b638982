/** How far something is; without a total it only shows that it goes on. */
export const ProgressBar = ({ label, done, total }: { label: string; done: number; total: number | null }) => (
  <div
    className="progress-bar"
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    {...(total === null ? {} : { 'aria-valuemax': total, 'aria-valuenow': Math.min(done, total) })}
    data-endless={total === null || undefined}
  >
    <span style={{ width: total === null ? '30%' : `${total === 0 ? 100 : Math.min(100, (done / total) * 100)}%` }} />
  </div>
)
