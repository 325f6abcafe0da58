import { isGone } from "../cloud-error.ts";

/** `{ VpcSet: [...] }` */
export type WireList<Key extends string, Item> = { readonly [key in Key]: readonly Item[] };

/** Reading a thing that does not exist is an answer, not an error. */
export async function goneIsNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Removing a thing that does not exist is a success. */
export async function goneIsDone(remove: () => Promise<unknown>): Promise<void> {
  await goneIsNull(remove);
}
