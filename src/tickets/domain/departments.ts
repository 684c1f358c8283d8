import type { Category, TicketType, Urgency } from '#app/base/model/labels.js';

interface Responsibility {
  readonly department: string;
  readonly urgency: Urgency;
}

const to = (department: string, urgency: Urgency = 'general'): Responsibility => ({ department, urgency });

/** First-named department and default level of each category (taxonomy.json). */
const BY_CATEGORY: Readonly<Record<Category, Responsibility>> = {
  SVC_ATTITUDE: to('供电服务中心'),
  SVC_STANDARD: to('供电服务中心'),
  SVC_CHANNEL: to('供电服务中心'),
  SVC_INTEGRITY: to('纪检监察部', 'urgent'),
  SVC_HANDLING: to('市场营销部', 'urgent'),
  MKT_READING: to('市场营销部'),
  MKT_FEE: to('市场营销部'),
  MKT_BILL: to('市场营销部'),
  MKT_DUNNING: to('市场营销部', 'urgent'),
  MKT_METER: to('计量部'),
  MKT_CONNECT: to('市场营销部'),
  OPS_REPAIR: to('生产计划部', 'urgent'),
  OPS_QUALITY: to('生产计划部'),
  OPS_NOTICE: to('生产计划部'),
  OPS_OUTAGE_EXEC: to('生产计划部', 'urgent'),
  OPS_DAMAGE: to('生产计划部', 'urgent'),
  OPS_SAFETY: to('生产计划部', 'urgent'),
  OPS_WORK: to('工程建设部'),
  OPS_ENV: to('工程建设部'),
  OPS_GRID: to('工程建设部'),
  PUB_NOTICE: to('供电服务中心'),
  OTHER_UNCLASSIFIED: to('供电服务中心'),
};

/** For tickets without a category. */
const BY_TYPE: Partial<Readonly<Record<TicketType, Responsibility>>> = {
  BX: to('生产计划部', 'urgent'),
};

/** Who answers for it and how urgent it is by itself. The category decides; without one, the type. */
export function responsibilityFor(type: TicketType, category: Category | null): Responsibility {
  if (type === 'JB') return to('纪检监察部', 'urgent');
  return (category ? BY_CATEGORY[category] : BY_TYPE[type]) ?? to('供电服务中心');
}

/** The 首问 owner of a new ticket: a name the customer can be told, e.g. 计量部 值班员. */
export const ownerFor = (type: TicketType, category: Category | null): string =>
  `${responsibilityFor(type, category).department} 值班员`;
