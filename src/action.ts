import { main } from './action/main.ts'

await main(process.env, process.argv.includes('post')) // see scripts/build.js
