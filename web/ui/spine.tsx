/** The mark at the left edge of whatever waits for the reader, in words for who does not see it. Its box says where. */
export const Spine = ({ why }: { why: string | undefined }) =>
  why === undefined ? null : (
    <span className="spine" title={why}>
      <span className="visually-hidden">{why}</span>
    </span>
  )
