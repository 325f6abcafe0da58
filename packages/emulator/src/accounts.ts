import { randomText } from "./cloud/ids.ts";
import { isRegion } from "./cloud/regions.ts";
import type { Account, AccountSpec } from "./emulator.ts";
import type { Runtime } from "./runtime.ts";
import type { Store } from "./store/store.ts";

/** An account as it is stored: what it was made from, and what was chosen for it. */
export interface AccountRecord {
  readonly account: Account;
  readonly spec: AccountSpec;
}

/** Keys of one account start with its id; what is kept about accounts starts with `~`, which no id contains. */
const ACCOUNTS = "~account/";

export interface Accounts {
  create(spec: AccountSpec): AccountRecord;
  get(id: string): AccountRecord | undefined;
  list(): readonly AccountRecord[];
  bySecretId(secretId: string): { readonly record: AccountRecord; readonly principal: "learner" | "grader" } | null;
  /** Removes the account and every key of its own. */
  remove(id: string): void;
}

export function accountsIn(store: Store, runtime: Runtime): Accounts {
  const list = () => store.list<AccountRecord>(ACCOUNTS).map((entry) => entry.value);
  return {
    create(spec) {
      if (!/^[a-z0-9-]{1,32}$/.test(spec.id)) {
        throw new TypeError(`an account's id must match [a-z0-9-]{1,32}, not "${spec.id}"`);
      }
      if (!isRegion(spec.region)) throw new TypeError(`there is no region ${spec.region}`);
      if (store.get(ACCOUNTS + spec.id) !== undefined) throw new TypeError(`the account ${spec.id} exists already`);
      return store.put(ACCOUNTS + spec.id, { account: newAccount(spec, runtime), spec }).value;
    },
    get: (id) => store.get<AccountRecord>(ACCOUNTS + id)?.value,
    list,
    bySecretId(secretId) {
      for (const record of list()) {
        if (record.account.learner.secretId === secretId) return { record, principal: "learner" };
        if (record.account.grader.secretId === secretId) return { record, principal: "grader" };
      }
      return null;
    },
    remove(id) {
      store.transaction(() => {
        const owned = [`${id}/`, `~audit/${id}/`].flatMap((prefix) => store.list(prefix));
        for (const { key } of owned) store.delete(key);
        store.delete(ACCOUNTS + id);
      });
    },
  };
}

function newAccount({ id, region }: AccountSpec, runtime: Runtime): Account {
  return {
    id,
    uin: `1000${digits(8, runtime)}`,
    appId: Number(`13${digits(8, runtime)}`),
    region,
    learner: newCredentials(runtime),
    grader: newCredentials(runtime),
  };
}

function newCredentials(runtime: Runtime): Account["learner"] {
  return { secretId: `AKID${randomText(32, runtime)}`, secretKey: randomText(32, runtime) };
}

function digits(length: number, runtime: Runtime): string {
  return Array.from(runtime.randomBytes(length), (byte) => byte % 10).join("");
}
