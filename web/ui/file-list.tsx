import { FileOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { fileContent, type FileInfo, getFiles } from '../api/files.ts'
import { useSay } from '../i18n/language.ts'
import { fileSize } from './file-size.ts'
import './file-list.css'

/** Files by their names, with a small picture where they are one; a click downloads. */
export const FileList = ({
  ids,
  known = [],
  onRemove,
}: {
  ids: readonly string[]
  /** Files whose names need not be asked for. */
  known?: readonly FileInfo[]
  onRemove?: (id: string) => void
}) => {
  const say = useSay()
  const missing = ids.filter((id) => !known.some((file) => file.id === id))
  const { data } = useQuery({
    queryKey: ['files', missing.join(',')],
    queryFn: ({ signal }) => getFiles(missing, signal),
    enabled: missing.length > 0,
    placeholderData: (last) => last,
  })
  const files = ids.flatMap((id) => [...known, ...(data ?? [])].find((file) => file.id === id) ?? [])
  if (files.length === 0) return null
  return (
    <ul className="file-list" aria-label={say('files.list')}>
      {files.map(({ id, name, size, type, inline }) => (
        <li key={id}>
          <a href={fileContent(id)} download={name} title={say('files.open', { name })}>
            {inline && type.startsWith('image/') ? (
              <img src={fileContent(id, true)} alt="" loading="lazy" />
            ) : (
              <FileOutlined />
            )}
            <span className="file-name">{name}</span>
          </a>
          <span className="muted">{fileSize(size)}</span>
          {onRemove ? (
            <button
              type="button"
              className="icon-button"
              aria-label={say('files.remove', { name })}
              onClick={() => onRemove(id)}
            >
              ×
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
