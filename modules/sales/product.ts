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
  synonyms: {
    code: ['产品编号', '货号', '物料编码', '商品编码', 'sku', 'productcode', 'productid', 'partnumber'],
    name: ['产品', '品名', '商品名称', '商品', 'product', 'productname', 'item'],
    series: ['产品系列', '产品线', 'productline', 'family'],
    price: ['价格', '单价', '售价', '标准价', '目录价格', 'price', 'listprice', 'salesprice', 'unitprice'],
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
