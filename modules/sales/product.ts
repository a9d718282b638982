import { defineObject, f, type RowOf } from '#engine'

/** Something we sell. Price books and configurations build on it. */
export const Product = defineObject('product', {
  label: '产品',
  badge: '品',
  group: 'sales',
  title: 'name',
  list: ['code', 'name', 'series', 'price', 'active'],
  fields: {
    code: f.text('产品编码', { unique: true, search: true, length: 60 }),
    name: f.text('产品名称', { required: true, search: true, length: 120 }),
    series: f.text('系列', { index: true, length: 60 }),
    price: f.money('目录价', { min: 0 }),
    active: f.flag('在售', { default: true }),
    remark: f.longText('说明'),
  },
  grants: {
    administrator: { read: 'all', create: true, update: 'all', delete: 'all', export: true, import: true, bulk: true },
    manager: { read: 'all', export: true },
    sales: { read: 'all' },
    marketer: { read: 'all' },
    service: { read: 'all' },
    reader: { read: 'all' },
  },
})
export type Product = RowOf<typeof Product>
