/**
 * The first thing that runs on a fresh clone: plain JavaScript, because nothing is installed yet.
 * It sees to the dependencies, then does what is asked: `node app/cli/launch.mjs demo|test|hege|…`.
 * What it says goes to stderr; stdout belongs to the command it starts.
 */
const oldest = { major: 20, minor: 19 }
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < oldest.major || (major === oldest.major && minor < oldest.minor)) {
  process.stderr.write(
    `hege needs Node ${oldest.major}.${oldest.minor} or newer; this is Node ${process.versions.node}. ` +
      'Install Node 24 (https://nodejs.org) and run the command again.\n',
  )
  process.exit(1)
}

const { launch } = await import('./launch/commands.mjs')
process.exitCode = await launch(process.argv.slice(2))
