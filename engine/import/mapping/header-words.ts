/**
 * What people call fields that every company has, by the name or the kind of the field. The words of a business object are
 * in its declaration (`synonyms`).
 */
export const wordsByName: Readonly<Record<string, readonly string[]>> = {
  id: ['记录id', 'id', '系统编号'],
  name: ['名称', '全称', 'title'],
  number: ['编号', '编码', '代码', 'no', 'code'],
  phone: ['电话', '电话号码', '联系电话', '固定电话', '固话', '办公电话', '座机号', 'tel', 'telephone', 'phonenumber', 'phone1'],
  mobile: ['手机', '手机号', '手机号码', '移动电话', '联系手机', '联系电话', '电话', 'cell', 'cellphone', 'mobilephone', 'mobileno', 'phone'],
  email: ['邮箱', '电子邮箱', '电子邮件', '邮件', '邮箱地址', 'mail', 'emailaddress'],
  wechat: ['微信', '微信号', 'weixin'],
  website: ['网站', '网址', '官网', '公司网址', '主页', 'url', 'web', 'homepage'],
  address: ['地址', '详细地址', '联系地址', '公司地址', '通讯地址', '办公地址', '所在地', 'addr', 'location', 'officelocation'],
  owner: ['负责人', '业务员', '销售', '销售员', '销售代表', '客户经理', '跟进人', '归属人', '所属人', '所有者', 'salesperson', 'salesagent', 'salesrep', 'accountowner', 'leadowner'],
  department: ['部门', '归属部门', '所在部门', 'dept'],
  position: ['职务', '职位', '岗位', '头衔', 'jobtitle', 'title'],
  remark: ['备注', '说明', '描述', '备注信息', '其他', 'notes', 'note', 'comment', 'comments', 'description', 'memo'],
  source: ['来源', '渠道', '来源渠道', '获客渠道', 'leadsource', 'channel', 'origin'],
  tags: ['标签', 'tag', 'labels'],
  birthday: ['生日', '出生日期', 'birthdate', 'bday', 'dob'],
  customer: ['客户', '客户名称', '公司', '公司名称', '所属公司', '单位', 'company', 'account', 'accountname', 'customername'],
  product: ['产品', '产品名称', '商品', 'productname'],
  amount: ['金额', '总金额', '成交金额', 'value', 'closevalue', 'dealvalue'],
  status: ['状态', 'state'],
  stage: ['阶段', '销售阶段', 'dealstage', 'salesstage'],
}
