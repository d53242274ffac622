// A real OpenID Connect provider on loopback, for the login test alone. The e-mail address is
// whatever is typed into its form; further claims are those of the file that the test wrote, read at
// every login, so that somebody can be removed from a group.
import { readFileSync } from "node:fs";
import Provider from "oidc-provider";

const [port, redirect, people] = process.argv.slice(2);
const claimsOf = (id) => JSON.parse(readFileSync(people, "utf8"))[id] ?? {};
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "gains",
      client_secret: "only-for-this-test",
      redirect_uris: [redirect],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified", "groups"], profile: ["name"] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => false },
  cookies: { keys: ["only-for-this-test"] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: true, name: id, groups: [], ...claimsOf(id) }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
