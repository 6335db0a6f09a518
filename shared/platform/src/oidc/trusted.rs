/// The external issuer that a deployment trusts in addition to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oidc {
    /// The issuer's URL, exactly as in the claim `iss` of its tokens.
    pub issuer: String,
    /// The client id that the tokens must be issued to (`aud`).
    pub audience: String,
}
