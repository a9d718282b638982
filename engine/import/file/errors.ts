import { defineError } from '../../errors.ts'

/** Why a file cannot be read. Each sentence says what is wrong and what to do. */
export const EmptyFile = defineError('import.emptyFile', 422, '文件里没有数据', 'There is no data in the file')
export const UnknownFormat = defineError(
  'import.unknownFormat',
  422,
  '看不出这是什么文件。请上传 Excel、CSV 或 vCard(vcf)',
  'This is no kind of file we know. Upload an Excel, CSV or vCard (vcf) file',
)
export const OtherFormat = defineError(
  'import.otherFormat',
  422,
  '这个文件的格式是 {format}。请用 Excel 或 WPS 打开,另存为 xlsx 或 CSV 后再上传',
  'The format of this file is {format}. Open it in Excel or WPS, save it as xlsx or CSV, and upload that',
)
export const NoTable = defineError(
  'import.noTable',
  422,
  '这是{what},里面没有可以导入的表格。请上传 Excel、CSV 或 vCard(vcf)',
  'This is {what} and holds no table to import. Upload an Excel, CSV or vCard (vcf) file',
)
export const NoTableInPage = defineError(
  'import.noTableInPage',
  422,
  '这是一个网页{page},里面没有可以导入的表格。多半是导出时登录已经过期:请重新登录原来的系统,再导出一次',
  'This is a web page{page} that holds no table to import. Your session in the other system had probably expired: sign in there again and export once more',
)
export const Picture = defineError(
  'import.picture',
  422,
  '这是图片或 PDF,里面的表格读不出来。请上传原来的 Excel(xlsx、xls)或 CSV 文件',
  'This is a picture or PDF, from which no table can be read. Upload the Excel (xlsx, xls) or CSV file it was made from',
)
export const Archive = defineError(
  'import.archive',
  422,
  '这是压缩包({format})。请先解压,再上传里面的 xlsx 或 CSV 文件',
  'This is an archive ({format}). Unpack it and upload the xlsx or CSV file in it',
)
export const Encrypted = defineError(
  'import.encrypted',
  422,
  '这个工作簿设了打开密码。请用原来的软件去掉密码,保存后再上传',
  'The workbook is protected by a password. Remove it in the program that set it, save, and upload again',
)
export const Damaged = defineError(
  'import.damaged',
  422,
  '文件已损坏({what}),读不出来。请用 Excel 打开并重新保存后再上传',
  'The file is damaged ({what}). Open it in Excel, save it again, and upload that',
)
export const Bomb = defineError(
  'import.bomb',
  422,
  '文件解压后过大或压缩得异常,已拒绝读取。请只保留需要的数据,另存为 CSV 后再上传',
  'The file unpacks to far more than it should, so it is not read. Keep only the data you need and save it as CSV',
)
export const HasDtd = defineError(
  'import.dtd',
  422,
  '文件里含有 XML 外部声明(DTD),可能有害,已拒绝读取',
  'The file holds an XML document type declaration, which may be harmful, so it is not read',
)
export const FileTooLarge = defineError(
  'import.fileTooLarge',
  413,
  '文件超过 {limit} MB,请拆成几个',
  'The file is larger than {limit} MB; split it up',
)
export const TooManyRows = defineError(
  'import.tooManyRows',
  422,
  '文件超过 {limit} 行,请拆成几个分别导入',
  'The file has more than {limit} rows; split it up',
)
export const TooManyColumns = defineError(
  'import.tooManyColumns',
  422,
  '第 {row} 行的数据排到了第 {column} 列,最多 {limit} 列。请删去多余的列',
  'Row {row} has data in column {column}; at most {limit} columns are read. Remove what is not needed',
)
export const RowTooLong = defineError(
  'import.rowTooLong',
  422,
  '第 {row} 行附近有一条过长的记录,多半是引号没有成对',
  'Near row {row} there is a record of excessive length; a quotation mark is probably missing',
)
export const BadQuotes = defineError(
  'import.badQuotes',
  422,
  '第 {row} 行的引号不成对,后面的内容无法可靠地分列。请改好后再上传',
  'The quotation marks in row {row} do not match, so what follows cannot be told apart. Mend it and upload again',
)
export const BadEncoding = defineError(
  'import.badEncoding',
  422,
  '文件不是完好的 {encoding} 文字,请换一种编码,或另存为 UTF-8 的 CSV 后再上传',
  'The file is not sound {encoding} text. Choose another encoding, or save it as CSV in UTF-8',
)
export const MixedEncodings = defineError(
  'import.mixedEncodings',
  422,
  '文件大部分是 UTF-8,第 {line} 行却有别的编码或残缺的文字:文件可能没有传完,或由几份编码不同的文件拼成。请核对那一行,另存为 UTF-8 后再上传',
  'Most of the file is UTF-8, but line {line} holds text that is not: it is cut off, or put together of files in several encodings. Look at that line, save the file as UTF-8 and upload again',
)
export const NotText = defineError(
  'import.notText',
  422,
  '文件第 {line} 行有空字符(NUL),可能不是文字文件,或没有存完。请用 Excel 打开核对,另存为 UTF-8 的 CSV 或 xlsx 后再上传',
  'Line {line} of the file holds NUL characters: it is no text, or was not saved completely. Check it in Excel, save it as CSV in UTF-8 or as xlsx, and upload that',
)
export const CutCard = defineError(
  'import.cutCard',
  422,
  '第 {card} 张名片没有写完(缺少 END:VCARD),文件可能没有传完。请重新导出通讯录后再上传',
  'Card {card} has no end (END:VCARD is missing), so the file is probably cut off. Export the address book again and upload that',
)
export const NoSheet = defineError(
  'import.noSheet',
  422,
  '工作簿里没有名为“{sheet}”的工作表',
  'There is no sheet “{sheet}” in the workbook',
)
