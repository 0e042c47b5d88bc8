import type { EventType } from '../../../models/event/event-type.js';
import type { AiplStage, JourneyStage } from '../../../models/segment/lifecycle.js';
import type { CalendarPeriod } from '../../../models/segment/period.js';
import type { BodyStyle, Condition, FuelType } from '../../../models/vehicle/vehicle-facts.js';

/** How each event reads: alone, and with a vehicle in the place of `…`. */
export const phrases: Record<EventType, { alone: string; about: string }> = {
  PAGE_VIEWED: { alone: '打开页面', about: '打开介绍…的页面' },
  VEHICLE_LISTED: { alone: '浏览车辆列表', about: '在列表中看到…' },
  VEHICLE_VIEWED: { alone: '浏览车辆', about: '浏览…' },
  VEHICLE_CONFIGURED: { alone: '配置车辆', about: '配置…' },
  VEHICLE_SAVED: { alone: '收藏车辆', about: '收藏…' },
  VEHICLE_COMPARED: { alone: '对比车辆', about: '将…与其他车辆对比' },
  PAYMENT_ESTIMATED: { alone: '估算月供', about: '估算…的月供' },
  LEASE_QUOTED: { alone: '获得租赁报价', about: '获得…的租赁报价' },
  LEAD_SUBMITTED: { alone: '提交咨询', about: '提交关于…的咨询' },
  DEALER_CALLED: { alone: '与经销商通话', about: '与经销商通话咨询…' },
  SALES_NOTE_WRITTEN: { alone: '被销售顾问记录', about: '被销售顾问记录对…的意向' },
  SHOWROOM_VISITED: { alone: '到访展厅', about: '到访展厅看…' },
  TEST_DRIVE_BOOKED: { alone: '预约试驾', about: '预约试驾…' },
  TEST_DRIVE_TAKEN: { alone: '完成试驾', about: '试驾…' },
  TEST_DRIVE_MISSED: { alone: '错过试驾', about: '错过…的试驾' },
  ORDER_PLACED: { alone: '下单', about: '订购…' },
  VEHICLE_DELIVERED: { alone: '提车', about: '提到…' },
  SERVICE_BOOKED: { alone: '预约保养', about: '为…预约保养' },
  SERVICE_DONE: { alone: '完成保养', about: '为…完成保养' },
  OFFER_VIEWED: { alone: '看到优惠', about: '看到…的优惠' },
  OFFER_CLICKED: { alone: '点击优惠', about: '点击…的优惠' },
  CAR_MILEAGE_REPORTED: { alone: '爱车上报里程', about: '所驾…上报里程' },
  CAR_SERVICE_DUE: { alone: '爱车提示需要保养', about: '所驾…提示需要保养' },
  CAR_BATTERY_REPORTED: { alone: '爱车上报电池状态', about: '所驾…上报电池状态' },
  CAR_FAULT_REPORTED: { alone: '爱车上报故障', about: '所驾…上报故障' },
  IDENTIFIED: { alone: '表明身份', about: '在…上表明身份' },
  CUSTOM: { alone: '触发其他事件', about: '就…触发其他事件' },
  LEAD_GRADED: { alone: '线索被评级', about: '线索被评级' },
  LEAD_MOVED: { alone: '线索被推进', about: '线索被推进' },
  PROFILE_MERGED: { alone: '档案被合并', about: '档案被合并' },
  PROFILE_UNMERGED: { alone: '档案被拆分', about: '档案被拆分' },
  CONSENT_CHANGED: { alone: '更改授权', about: '更改授权' },
};
/** Shapes of car. */
export const shapeWords: Record<BodyStyle, string> = {
  SUV: 'SUV', SEDAN: '三厢轿车', HATCHBACK: '两厢车', ESTATE: '旅行车', PICKUP: '皮卡', VAN: '面包车', COUPE: '轿跑车',
  CONVERTIBLE: '敞篷车', OTHER: '其他车型',
}; // prettier-ignore
/** What cars run on. */
export const fuelWords: Record<FuelType, string> = {
  PETROL: '汽油', DIESEL: '柴油', HYBRID: '混动', PLUGIN_HYBRID: '插电混动', ELECTRIC: '纯电', OTHER: '其他能源',
}; // prettier-ignore
/** Whether a car had an owner before. */
export const conditionWords: Record<Condition, string> = { NEW: '全新', USED: '二手', CERTIFIED: '官方认证' };
/** Stretches of the calendar. */
export const calendarWords: Record<CalendarPeriod, string> = {
  TODAY: '今天', YESTERDAY: '昨天', THIS_WEEK: '本周', LAST_WEEK: '上周', THIS_MONTH: '本月', LAST_MONTH: '上月',
  THIS_QUARTER: '本季度', LAST_QUARTER: '上季度', THIS_YEAR: '今年', LAST_YEAR: '去年',
}; // prettier-ignore
/** Stages of AIPL. */
export const aiplWords: Record<AiplStage, string> = {
  AWARENESS: '认知',
  INTEREST: '兴趣',
  PURCHASE: '购买',
  LOYALTY: '忠诚',
};
/** Stages of the journey. */
export const journeyWords: Record<JourneyStage, string> = {
  RESEARCH: '了解', SHORTLIST: '筛选', TEST_DRIVE: '试驾', FINANCE: '金融方案', PURCHASE: '下订', OWNERSHIP: '用车',
  REPURCHASE: '增换购',
}; // prettier-ignore
const quantityWords: ReadonlyMap<string, string> = new Map(Object.entries({
  'vehicle.price': '车价', 'vehicle.modelYear': '年款', 'vehicle.mileageKm': '里程（公里）',
})); // prettier-ignore
const thingWords: ReadonlyMap<string, string> = new Map(Object.entries({
  day: '天', vehicle: '辆不同的车', 'vehicle.make': '个不同品牌', 'vehicle.model': '款不同车型',
  'vehicle.bodyStyle': '种不同车身', 'vehicle.fuelType': '种不同能源', 'vehicle.condition': '种不同车况',
})); // prettier-ignore

/** What is added up. */
export function quantity(of: string): string {
  return quantityWords.get(of) ?? of;
}

/** What is counted once each, with the word that counts it. */
export function things(of: string): string {
  return thingWords.get(of) ?? `个不同的${of}`;
}

/** The same without the word that counts it. */
export function thingNames(of: string): string {
  return things(of).replace(/^.不同的?/, '');
}
