import { defineError } from '#engine'

export const KeyMissing = defineError(
  'backup.keyMissing',
  422,
  '没有备份密钥:请设置 BACKUP_KEY,或用 --key-file 指明密钥文件(备份那台机器上的 data/backup.key)',
  'There is no backup key: set BACKUP_KEY, or name the key file with --key-file (data/backup.key of the machine that made the backup)',
)
export const KeyUnreadable = defineError(
  'backup.keyUnreadable',
  422,
  '不能读取密钥文件 {file}({why})。请检查 --key-file 的路径',
  'The key file {file} cannot be read ({why}). Check the path given with --key-file',
)
export const KeyMalformed = defineError(
  'backup.keyMalformed',
  422,
  '这不是备份密钥:密钥以 AGE-SECRET-KEY-1 开头,共 74 个字符。请检查有没有抄漏或抄错',
  'This is no backup key: a key begins with AGE-SECRET-KEY-1 and has 74 characters. See whether it was copied right',
)
export const WrongKey = defineError(
  'backup.wrongKey',
  422,
  '密钥不对:这份备份是用另一把密钥加密的。请用 --key-file 指明做备份那台机器上的 data/backup.key',
  'Wrong key: this backup was encrypted with another one. Name data/backup.key of the machine that made it with --key-file',
)
export const NotABackup = defineError(
  'backup.notABackup',
  422,
  '这不是知客的备份文件,或者文件开头已损坏。请检查路径,或换一份备份',
  'This is no backup of Zhike, or its beginning is damaged. Check the path, or use another backup',
)
export const Damaged = defineError(
  'backup.damaged',
  422,
  '备份文件已损坏或不完整({what}),没有恢复任何数据。请换一份备份',
  'The backup is damaged or incomplete ({what}); nothing was restored. Use another one',
)
export const TooNew = defineError(
  'backup.tooNew',
  422,
  '这份备份由更新的版本({version})制作,请先升级知客再恢复',
  'This backup was made by a newer version ({version}); upgrade Zhike before restoring it',
)
export const NoSuchFile = defineError(
  'backup.noSuchFile',
  404,
  '没有这个备份文件:{file}。请检查路径;有哪些备份,见 zhike backup --list',
  'There is no such backup file: {file}. Check the path; zhike backup --list says which there are',
)
export const NotEmpty = defineError(
  'backup.notEmpty',
  409,
  '{place} 里已有数据,没有做任何改动。请恢复到空的目录或数据库;确实要替换时加 --replace,原有数据会改名保留',
  '{place} holds data already; nothing was changed. Restore into an empty directory or database, or add --replace: what is there is renamed and kept',
)
export const InUse = defineError(
  'backup.inUse',
  409,
  '知客正在使用 {place},请先停止再替换',
  'Zhike is using {place}; stop it before replacing',
)
export const NotAway = defineError(
  'backup.notAway',
  502,
  '备份已在本机完成并核对,但没能送到对象存储 {place}({why})。请检查 BACKUP_S3_* 设置和网络;知客运行时会自动再送',
  'The backup is made and checked on this machine, but did not reach the object storage {place} ({why}). Look at BACKUP_S3_* and the network; while Zhike runs it is sent again by itself',
)
export const StorageTrouble = defineError(
  'backup.storageTrouble',
  502,
  '不能使用存放备份的对象存储 {place}:{why}。请检查 BACKUP_S3_* 设置和网络',
  'The object storage for backups, {place}, cannot be used: {why}. Look at BACKUP_S3_* and the network',
)
export const NotInStorage = defineError(
  'backup.notInStorage',
  404,
  '对象存储里没有这份备份。那里有:{there}',
  'There is no such backup in the object storage. It holds: {there}',
)
export const NoStorage = defineError(
  'backup.noStorage',
  422,
  '没有设置存放备份的对象存储。请在环境变量或 .env 里设好 BACKUP_S3_*,再执行',
  'No object storage for backups is set. Set BACKUP_S3_* in the environment or in .env, then try again',
)
export const Cancelled = defineError('backup.cancelled', 409, '备份已取消', 'The backup was cancelled')
export const NoSuchMoment = defineError(
  'backup.noSuchMoment',
  404,
  '恢复不到这一时刻。可以恢复到:{reach}',
  'That moment cannot be restored. These can: {reach}',
)
export const NothingContinuous = defineError(
  'backup.nothingContinuous',
  404,
  '{place} 里没有持续备份:请用 --from 指明它所在的目录。内置数据库要先设置 POINT_IN_TIME_DAYS 才有',
  'There is no continuous backup in {place}: name its folder with --from. The embedded database makes one where POINT_IN_TIME_DAYS is set',
)
export const ExternalDatabase = defineError(
  'backup.externalDatabase',
  409,
  '外部数据库的时间点恢复由数据库自己提供:请它的管理员恢复到这一时刻,再用 DATABASE_URL 指向恢复出来的库。--until 只用于内置数据库',
  'Point-in-time recovery of an external database is its own matter: have its operator restore it, then point DATABASE_URL to the result. --until is for the embedded database alone',
)
