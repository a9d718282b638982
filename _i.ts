import { buildModel, emptyOverlay } from '#engine'
import { modules } from './modules/all.ts'
import { indexRow } from './engine/search/index-row.ts'
import { fold } from './engine/search/fold.ts'
const m = buildModel(modules, emptyOverlay, 'Asia/Shanghai')
const c = m.objects.get('customer')!
for (const name of ['苏州恒信精密机械有限公司','華為技術(深圳)有限公司','Siemens AG 西门子','查理科技','3M中国']) { const r = indexRow(c,{name, phone:'+8613800138000', number:'C2026000123'}); console.log(name, fold(name), r.$tokens.length, JSON.stringify(r.$text)) }
const names = '苏州恒信精密机械有限公司 上海华川电子科技股份有限公司 重庆长安汽车零部件集团有限公司 北京中信软件有限责任公司'.split(' ')
const t = performance.now(); for (let i=0;i<40000;i++) indexRow(c,{name:names[i%4], phone:'+861380013'+(1000+i), number:'C2026'+i}); console.log((performance.now()-t)/40,'us/row')
for (const [w, f] of [['fold',()=>fold(names[1]!)]] as const) { const t=performance.now(); for (let i=0;i<40000;i++) f(); console.log(w,(performance.now()-t)/40) }
