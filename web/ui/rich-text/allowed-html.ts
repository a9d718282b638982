/** Formatting that texts may have, as the server keeps it. */
export const keptTags: ReadonlySet<string> = new Set(
  'p br b strong i em u s sub sup ul ol li a blockquote code pre hr h1 h2 h3 h4 table thead tbody tr th td'.split(' '),
)

/** Of these not even the words are text. */
export const droppedTags: ReadonlySet<string> = new Set(
  'script style iframe object embed template svg math head title meta link xml'.split(' '),
)

export const safeLink = /^(https?:|mailto:|tel:)/i
