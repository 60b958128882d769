/** The smallest store that React can read: one immutable value, replaced as a whole or in part. */
import { useSyncExternalStore } from "react";

export interface Store<T> {
  get(): T;
  update(change: Partial<T> | ((value: T) => Partial<T>)): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    update(change) {
      const part = typeof change === "function" ? change(value) : change;
      const keys = Object.keys(part) as (keyof T)[];
      if (keys.every((key) => Object.is(value[key], part[key]))) return;
      value = { ...value, ...part };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** `select` must give the same object for the same value: pick a field, do not build one. */
export function useStore<T extends object, S>(store: Store<T>, select: (value: T) => S): S {
  const read = () => select(store.get());
  return useSyncExternalStore(store.subscribe, read, read);
}
