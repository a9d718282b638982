/** A page with its right side open: look at it beside the list. Plain SVG, since it is drawn in every row. */
export const PeekIcon = () => (
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d="M2.5 3h11v10h-11zM9.5 3v10" fill="none" stroke="currentColor" strokeWidth="1.2" strokeLinejoin="round" />
    <path d="M9.5 3h4v10h-4z" fill="currentColor" opacity=".25" />
  </svg>
)
