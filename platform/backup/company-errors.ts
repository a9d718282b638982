import { defineError } from '#engine'

export const NoSuchCompany = defineError(
  'backup.noSuchCompany',
  404,
  '这份备份里没有公司“{wanted}”。备份里有:{there}',
  'This backup holds no company “{wanted}”. It holds: {there}',
)
export const SeveralCompanies = defineError(
  'backup.severalCompanies',
  409,
  '备份里有多家公司叫“{wanted}”,请改用编号指明:{there}',
  'Several companies of this backup are called “{wanted}”; name one by its id: {there}',
)
export const CompanyThere = defineError(
  'backup.companyThere',
  409,
  '公司“{name}”已在目标安装中,没有做任何改动。确实要用备份替换它时加 --replace,原有数据会改名保留',
  'The company “{name}” is in that installation already; nothing was changed. Add --replace to put the backup in its place: what is there is renamed and kept',
)
export const AddressTaken = defineError(
  'backup.addressTaken',
  409,
  '目标安装里的另一家公司“{name}”已占用标识“{slug}”,没有做任何改动。请用 --as 给恢复的公司换一个标识,例如 --as {slug}-2',
  'Another company of that installation, “{name}”, has the address “{slug}”; nothing was changed. Give the restored one another with --as, such as --as {slug}-2',
)
export const NotAnInstallation = defineError(
  'backup.notAnInstallation',
  409,
  '{place} 里还没有知客。要恢复整份备份,请去掉 --workspace',
  'There is no Zhike in {place} yet. Leave out --workspace to restore the whole backup',
)
export const OtherVersion = defineError(
  'backup.otherVersion',
  409,
  '目标安装的数据库与这个版本({version})不一致,没有做任何改动。请先用这个版本启动一次目标安装',
  'The database of that installation does not fit this version ({version}); nothing was changed. Start that installation once with this version',
)
export const OtherSecret = defineError(
  'backup.otherSecret',
  409,
  '这里的 SECRET 不是目标安装所用的那一个,没有做任何改动。请用目标安装的 SECRET 或它的 DATA_DIR 执行',
  'The SECRET here is not the one of that installation; nothing was changed. Run this with its SECRET or its DATA_DIR',
)
