import { Link } from '@tanstack/react-router'
import type { ObjectMeta } from '../api/metadata.ts'

/** Above the title of a page about an object: the way back to its list. */
export const ObjectPath = ({ object }: { object: Pick<ObjectMeta, 'name' | 'plural'> }) => (
  <p className="breadcrumb">
    <Link to="/o/$object" params={{ object: object.name }}>
      {object.plural}
    </Link>
  </p>
)
