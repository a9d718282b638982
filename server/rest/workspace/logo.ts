import type { Readable } from 'node:stream'
import { type Context, defineError } from '#engine'
import type { Workspace } from '#platform/control'
import { type FileStore, heldFile, holdFile, pngSize, readableFiles } from '#platform/files'
import type { Services } from '../../services.ts'

/** Bytes and pixels: it is shown 28 pixels high, on every screen of everybody. */
const largest = { bytes: 256 * 1024, pixels: 512 }

export const LogoUnfit = defineError(
  'workspace.logoUnfit',
  422,
  '标志须是 PNG 图片,不超过 {kilobytes} KB、{pixels}×{pixels} 像素',
  'The logo has to be a PNG of at most {kilobytes} KB and {pixels}×{pixels} pixels',
)
export const NoLogo = defineError('workspace.noLogo', 404, '还没有设置标志', 'There is no logo')

const place = (workspaceId: string) => ({ object: 'workspace', record: workspaceId, field: 'logo' })

/** Makes an upload of one's own the logo, once its content was looked at: its name and its sender prove nothing. */
export const takeLogo = async (ctx: Context, store: FileStore, id: string): Promise<void> => {
  const unfit = LogoUnfit({ kilobytes: largest.bytes / 1024, pixels: largest.pixels }).at('brand.logo')
  const [file] = await readableFiles(ctx, [id])
  if (!file || file.size > largest.bytes) throw unfit
  const size = pngSize(Buffer.concat(await (await store.open(file.key)).toArray()))
  if (!size || Math.max(size.width, size.height) > largest.pixels) throw unfit
  await holdFile(ctx.session, ctx.workspace.schema, id, place(ctx.workspace.id))
}

/** The logo of a workspace, for anybody who opens its door. */
export const logoOf = async (
  { database, files }: Services,
  workspace: Workspace | undefined,
): Promise<{ logo: string; body: Readable }> => {
  const logo = workspace?.brand['logo']
  if (!workspace || typeof logo !== 'string') throw NoLogo()
  const key = await heldFile(database, workspace.schemaName, logo, place(workspace.id))
  if (key === null) throw NoLogo()
  return { logo, body: await files.open(key) }
}
