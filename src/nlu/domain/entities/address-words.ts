/** Suffixes that make a place of whatever stands before them. */
export const STRONG_SUFFIXES =
  '自治区 新区 开发区 工业区 高新区 工业园 产业园 科技园 物流园 街道 社区 小区 片区 花园 家园 嘉园 雅园 佳园 名园 雅苑 名苑 佳苑 嘉苑 花苑 新苑 南苑 北苑 东苑 西苑 华庭 豪庭 雅庭 名庭 公馆 公寓 大厦 新村 新城 小镇 山庄 别墅 名邸 名城 天地 国际 广场 商业街 步行街 家属院 大院 宿舍 宿舍区 胡同 大道 大街 中路 东路 西路 南路 北路 支路 老街 新街 北街 南街 东街 西街 山府 首府 学府 名府 豪府 村委会 卫生院 卫生室 菜市场 农贸市场 市场 废品站 加油站 收费站 汽车站 火车站 养殖场 林场 农场 茶场 机械厂 水泥厂 砖厂 工业城 商贸城 建材城 家居城 中学 小学 大学 幼儿园 医院 养老院 敬老院 商场 超市 影城 酒店 宾馆 饭店 公园 码头 水库 大桥 桥头'.split(
    ' ',
  );
/** Suffixes that need a name of two to four characters that can be a village, town or road. */
export const PLAIN_SUFFIXES = '省 市 区 县 镇 乡 村 屯 庄 寨 坝 坪 塆 路 街 巷 弄 集 社'.split(' ');
/** Village names like 赵家沟, 李家湾: a surname, 家, and what the place looks like. */
export const FAMILY_PLACE =
  /[\u4e00-\u9fff]家(?:冲|沟|湾|庄|屯|寨|坝|坪|塆|岭|堡|营|店|集|桥|窑|洼|坡|圩|畈|垸|咀|嘴|河|塘|井|铺|渡|埠|滩|台|巷|村|镇|乡|山|峪|梁|垭|槽|坳|岗|渠|墩|圈|院子|大院|宅)/g;
/** Suffixes that count only when a number with a unit follows: 长青里9号楼. */
export const WEAK_SUFFIXES =
  '里 园 苑 府 庭 城 居 阁 轩 墅 郡 湾 院 坊 邸 台 峰 岛 港 座 楼 坡 沟 冲 河 山 桥 口 店'.split(' ');
/** Words before which a name cannot reach back. Longest first when trimming. */
export const LEADING_WORDS =
  '弄清楚 一下 来修 修 固定 光写 我门 你门 他门 地址 住址 地点 位置 家住 住在 位于 在 我家 我们 咱们 你们 他们 我 咱 俺 俺们 你 他 她 是 到 去 来 从 把 被 给 向 往 就 那 这 这个 那个 请问 问下 问一下 听说 举报 投诉 报修 反映 补充 补一下 更正 应该 改成 写成 说成 不是 而是 只有 为啥 为什么 怎么 凭什么 因为 所以 如果 然后 现在 刚才 刚刚 今天 昨天 明天 前天 昨晚 今晚 早上 晚上 上午 下午 中午 去年 前年 今年 麻烦 派人 快来人 快来 救命 您好 你好 喂 师傅 我叫 和 跟 与 及 有 没有 没 的 了 吗 呢 吧 啊 呀 也 都 还 又 再 很 想 要 能 会 可以 叫 说 看 用 停电 来电 送电 断电 没电 电压 电表 户号 附近 靠近 离 离着 起 为 将 让 对 由 于 自 经过 路过 搬到 搬去 搬来 住 家在 人在 一个 一片 一带 整个 全部 几个 那边 这边 以及 顺便 陈述 告诉 通知 经 至 该 本 贵 想确认一下 本周末 周末'
    .split(' ')
    .sort((a, b) => b.length - a.length);
/** Names that make the place no particular one: 整个小区, 我们村, 线路. */
export const GENERIC_NAMES = new Set(
  '老旧 整个 我们 你们 他们 咱们 俺们 本 该 全 各 这个 那个 同一个 隔壁 附近 旁边 几个 别的 其他 其它 对面 邻 邻近 同 一个 每个 某 某个 农 城中 全体 居民 住宅 安置 高档 新建 老 新 大 小 线 电 短 走 马 公 一 半 道 网 铁 断 回 思 出 顺 上 在 台 地 城 厂 园 山 市 郊 县 乡 镇 村 整 两个 三个 多个 好几个 所有 周边 附近的 开发商 物业 入户 进户 主 干 支 分 内 外 前 后 左 右 东 西 南 北 进 来 去 过 修 铺 挖 堵 路 配电 供电 变电 线 接入 双 单 环 整条 这条 那条 一条 几条 逛 赶 老城 主城 老城区 城 电力 供电所 国家 全国 全省 全市 全县 全镇 全村 外地 本地 当地 偏远 贫困 示范 自然 行政 中心 生活 服务 住宅 商业 工业 办公 工业 特殊 农贸 菜 大型 大 劳动力 二手 人才 停车 楼下 楼上 隔壁的 封控 高层 多层 电梯 我家 咱家 俺家 我 咱 俺 你 他 其 别人 另外 另一个 县城 乡下 家属 单身 职工 学生 员工 工 集体 家 房 五保 贵 我们这 我们那 我们这个 我们那个 我这 咱这 这 那 两 哪个 什么 啥 某某 居住 管理 用户 试点 城乡 供 停 送 同村 外 在同一 一楼 改造 社会 人民 老人 社 旧 收割 经济 电子 手机 网络'.split(
    ' ',
  ),
);
/** Characters that end the name when walking left from a suffix. */
export const STOP_UNITS = new Set(
  [
    ...'的了是我你他她它们这那哪个就都也还又很不没无跟把被给让叫从到去往向因所以如果说问请帮要想能会可吗呢吧啊呀哦嘛么什怎谁几多少各每某住搬改换修装拆交收查着过在俺咱您贵该本啥咋为但且或嫌害怕找骂等凭才只却倒再',
  ].map((sign) => sign.charCodeAt(0)),
);
