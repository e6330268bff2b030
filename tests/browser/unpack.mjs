// Unpacks the headless Chromium that the npm package @sparticuz/chromium carries.
// usage: node unpack.mjs PACKAGE_FOLDER TARGET_FOLDER (the target must not exist yet)
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const [, , packageFolder, target] = process.argv;
const { extract } = createRequire(join(packageFolder, "package.json"))("tar-fs");
const draft = `${target}.${process.pid}`;

const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(target, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(target, "font-cache")}</cachedir>
</fontconfig>
`;

await mkdir(draft, { recursive: true });
const unpack = (name, sink) =>
  pipeline(createReadStream(join(packageFolder, "bin", name)), createBrotliDecompress(), sink);
await unpack("chromium.br", createWriteStream(join(draft, "chromium"), { mode: 0o755 }));
for (const name of ["al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"]) {
  await unpack(name, extract(draft));
}
await writeFile(join(draft, "fonts.conf"), fontSettings);
await rename(draft, target).catch(() => rm(draft, { recursive: true })); // another run was quicker
