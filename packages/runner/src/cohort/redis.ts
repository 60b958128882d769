/** What coordinator and workers agree on: the connection, the queue's name, and who announces which study. */
import { createHash } from "node:crypto";
import { InputError, MODEL_VERSION, type ModelStamp, stamp } from "@counterpulse/lab";
import { Redis } from "ioredis";
import { arithmeticStamp } from "./arithmetic.ts";
import type { ShardRecord } from "./manifest.ts";
import { FORMAT, laboratoryOf } from "./plan.ts";
import type { Task } from "./task.ts";

/** A job: one task of a study that lies, under this name, in the store that coordinator and workers share. */
export interface ShardJob {
  readonly study: string;
  readonly name: string;
  readonly task: Task;
}

export type ShardResult = ShardRecord;

/** Which programs can share work: those that would write the same bytes. */
export function programKey(): string {
  const models = (["full", "haemodynamics"] as const).map((scope) => stamp(laboratoryOf(scope)).hash);
  return createHash("sha256")
    .update(JSON.stringify([FORMAT, MODEL_VERSION, arithmeticStamp(), ...models]))
    .digest("hex")
    .slice(0, 16);
}

/** A queue for each program: a worker never sees what another program's coordinator hands out. */
export const queueName = (key: string): string => `counterpulse-${key}`;

export interface Announcement {
  readonly key: string;
  readonly study: string;
  readonly name: string;
  readonly model: ModelStamp;
}

const ANNOUNCED = "counterpulse:study:";
const ANNOUNCED_FOR_S = 15;
const REACHED_WITHIN_MS = 10_000;

/** The address without its password, for messages. */
export function shown(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** @param url redis://[user:password@]host[:port][/db], or rediss:// for TLS @throws InputError */
export async function connect(url: string): Promise<Redis> {
  const form = "redis://[user:password@]host[:port][/number], or rediss:// for TLS, is allowed";
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol))
    throw new InputError(`--redis: this is no address of a Redis server; ${form}.`);
  // Commands wait while the server is away, and go on when it is back.
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  let reason = "no answer";
  redis.on("error", (error: Error) => {
    reason = error.message || (error as NodeJS.ErrnoException).code || reason;
  });
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(reason)), REACHED_WITHIN_MS).unref();
  });
  try {
    const ready = redis.connect().catch(() => new Promise<never>(() => {}));
    await Promise.race([ready.then(() => redis.ping()), untilReady(redis), late]);
  } catch {
    redis.disconnect();
    throw new InputError(`--redis: ${shown(url)} cannot be used (${reason}); a running server is allowed.`);
  }
  return redis;
}

const untilReady = (redis: Redis): Promise<void> => new Promise((resolve) => redis.once("ready", () => resolve()));

export async function announce(redis: Redis, announcement: Announcement): Promise<void> {
  await redis.set(`${ANNOUNCED}${announcement.study}`, JSON.stringify(announcement), "EX", ANNOUNCED_FOR_S);
}

export const withdraw = (redis: Redis, study: string): Promise<number> => redis.del(`${ANNOUNCED}${study}`);

export async function announced(redis: Redis): Promise<Announcement[]> {
  const keys: string[] = [];
  for (let cursor = "0", first = true; first || cursor !== "0"; first = false) {
    const [next, found] = await redis.scan(cursor, "MATCH", `${ANNOUNCED}*`, "COUNT", 1000);
    keys.push(...found);
    cursor = next;
  }
  const texts = keys.length > 0 ? await redis.mget(keys) : [];
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Announcement]));
}
