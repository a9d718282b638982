export const help = {
  'help.title': '帮助',
  'help.open': '打开帮助',
  'help.asks': '常见问题',
  'help.more': '更多',
  'help.chapter': '看指南里的这一章',
  'help.guide': '使用指南',
  'help.keys': '键盘快捷键',
  'help.news': '更新说明',
  'help.diagnostics': '诊断信息',
  'help.diagnosticsWhy': '遇到问题时，把它发给管理员。里面没有姓名、客户资料和任何填写的内容。',
  'help.copy': '复制诊断信息',
  'help.back': '返回',
} as const
