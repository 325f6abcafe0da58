interface Region {
  readonly zh: string;
  readonly en: string;
  /** The part of a zone's number that stands for the region: zone 3 of ap-guangzhou is 100003. */
  readonly number: number;
  readonly zones: readonly number[];
}

/** Regions by id, with the zones that sell instances. docs/facts.md#regions */
const REGIONS: Readonly<Record<string, Region>> = {
  "ap-guangzhou": { zh: "广州", en: "Guangzhou", number: 100_000, zones: [3, 4, 5, 6, 7] },
  "ap-shanghai": { zh: "上海", en: "Shanghai", number: 200_000, zones: [2, 3, 4, 5, 8] },
  "ap-hongkong": { zh: "香港", en: "Hong Kong", number: 300_000, zones: [2, 3] },
  "ap-beijing": { zh: "北京", en: "Beijing", number: 800_000, zones: [3, 4, 5, 6, 7] },
  "ap-singapore": { zh: "新加坡", en: "Singapore", number: 900_000, zones: [1, 2, 3, 4] },
  "ap-chengdu": { zh: "成都", en: "Chengdu", number: 160_000, zones: [1, 2] },
  "ap-chongqing": { zh: "重庆", en: "Chongqing", number: 190_000, zones: [1] },
  "ap-nanjing": { zh: "南京", en: "Nanjing", number: 330_000, zones: [1, 2, 3] },
};

const CHINESE_DIGITS = "零一二三四五六七八九";

export interface Zone {
  readonly id: string;
  readonly number: string;
  readonly zh: string;
  readonly en: string;
}

/** Empty for a region that isn't known. */
export function zonesOf(regionId: string): readonly Zone[] {
  const region = REGIONS[regionId];
  return (region?.zones ?? []).map((zone) => ({
    id: `${regionId}-${zone}`,
    number: String(region!.number + zone),
    zh: `${region!.zh}${CHINESE_DIGITS[zone]!}区`,
    en: `${region!.en} Zone ${zone}`,
  }));
}

export function regionNames(): readonly { readonly id: string; readonly zh: string; readonly en: string }[] {
  return Object.entries(REGIONS).map(([id, { zh, en }]) => ({ id, zh, en }));
}

export function isRegion(id: string): boolean {
  return Object.hasOwn(REGIONS, id);
}
