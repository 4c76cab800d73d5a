import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** A page without a bundler, as docs/library.md describes it. */
const page = `<!doctype html>
<link rel="icon" href="data:,">
<script src="/node_modules/papaparse/papaparse.min.js"></script>
<script type="importmap">
{
  "imports": {
    "papaparse": "data:text/javascript,export default Papa",
    "zod": "/node_modules/zod/index.js",
    "hyparquet": "/node_modules/hyparquet/src/index.js",
    "hyparquet/": "/node_modules/hyparquet/",
    "hyparquet-compressors": "/node_modules/hyparquet-compressors/src/index.js",
    "fzstd": "/node_modules/fzstd/esm/index.mjs",
    "hysnappy": "/node_modules/hysnappy/js/index.js",
    "sweetspot/browser": "/dist/platform/browser/index.js"
  }
}
</script>
`;

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.csv': 'text/csv',
};

export interface Site {
  readonly url: string;
  close(): void;
}

/** Serves the page at / and the files below `root` to this machine alone. */
export async function serve(root: string): Promise<Site> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    if (pathname === '/') return response.setHeader('content-type', 'text/html').end(page);
    try {
      const body = await readFile(join(root, normalize(decodeURIComponent(pathname))));
      response.setHeader('content-type', types[extname(pathname)] ?? 'application/octet-stream').end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
