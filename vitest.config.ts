import { defineConfig } from "vitest/config";

const everywhere = ["packages/*/{src,test}/**", "apps/*/{src,test}/**", "test/**"];

/**
 * Four projects. `unit` runs anywhere and in parallel. `kernel` needs Linux namespaces and owns the machine's attention,
 * one file at a time. `e2e` drives the whole lab as a user does, `browser` drives Chromium: two files at a time, each with labs
 * of its own, since much of their time is a curl that waits.
 */
export default defineConfig({
  test: {
    // Of the pages whose commands are run side by side: each has a lab of its own.
    maxConcurrency: 3,
    projects: [
      {
        test: {
          name: "unit",
          include: everywhere.map((folder) => `${folder}/*.test.ts`),
          exclude: ["**/node_modules/**", "**/*.{kernel,e2e,browser}.test.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "kernel",
          include: everywhere.map((folder) => `${folder}/*.kernel.test.ts`),
          exclude: ["**/node_modules/**"],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "browser",
          include: everywhere.map((folder) => `${folder}/*.browser.test.ts`),
          exclude: ["**/node_modules/**"],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: "e2e",
          include: everywhere.map((folder) => `${folder}/*.e2e.test.ts`),
          exclude: ["**/node_modules/**"],
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
