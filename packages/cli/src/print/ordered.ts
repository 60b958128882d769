/** Keys of documents in the order that is promised; what stands beside them comes after. */

export function ordered<T extends object>(value: T, keys: readonly (keyof T & string)[]): T {
  const first = Object.fromEntries(keys.map((key) => [key, value[key] ?? null]));
  return { ...first, ...Object.fromEntries(Object.entries(value).filter(([key]) => !(key in first))) } as T;
}
