/// Whom a deployment trusts beside itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oidc {
    /// The issuer's URL, as its tokens say it.
    pub issuer: String,
    /// The client id that the tokens must be made for.
    pub audience: String,
}
