import { defineConfig } from 'vitest/config';
const names = ['journal','mirror','mirror-window','three-way','tabs','fallback','configurations','settings','migrations','versions','backups','failover','key-value-store'];
export default defineConfig({ test: { environment: 'node', include: [...names.map((n) => `test/unit/storage/${n}.test.ts`), 'test/unit/storage/model/after-an-outage.test.ts'], env: { AURIGRAPH_RUNS: '20' }, testTimeout: 10_000 } });
