import { defineError } from '#engine'

export const FileTooLarge = defineError(
  'file.tooLarge',
  413,
  '文件超过 {limit} MB,请压缩或拆分后再上传',
  'The file is larger than {limit} MB; make it smaller or split it',
)
export const FileEmpty = defineError('file.empty', 422, '这个文件是空的', 'The file is empty')
export const FileNameMissing = defineError(
  'file.nameMissing',
  422,
  '请在 X-File-Name 里给出文件名(UTF-8 百分号编码)',
  'Give the file’s name in X-File-Name, percent-encoded UTF-8',
)
export const TooManyLoose = defineError(
  'file.tooManyLoose',
  429,
  '你有 {limit} 个上传后没有用到的文件,请先保存到记录,或等明天自动清理',
  'You have {limit} uploads that no record uses; save them to records, or wait until they are swept tomorrow',
)
export const UploadBroken = defineError(
  'file.uploadBroken',
  400,
  '上传中断,没有保存',
  'The upload broke off; nothing was saved',
)
export const FileNotFound = defineError(
  'file.notFound',
  404,
  '文件不存在,或你无权查看',
  'The file does not exist, or you may not see it',
)
export const FileLost = defineError(
  'file.lost',
  410,
  '文件内容已丢失,请联系管理员从备份恢复',
  'The content of the file is lost; ask your administrator to restore it from a backup',
)
export const StorageFailed = defineError(
  'file.storageFailed',
  507,
  '文件存储空间不足或暂不可用,没有保存。请联系管理员',
  'The storage is full or cannot be reached; nothing was saved. Tell your administrator',
)
export const CannotInline = defineError(
  'file.cannotInline',
  415,
  '这种文件不能在浏览器里直接打开,请下载',
  'This kind of file is not shown in the browser; download it',
)
