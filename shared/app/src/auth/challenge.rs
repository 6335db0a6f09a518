//! The form of a challenge that clients get: its id with a keyed hash. An invented challenge is
//! refused without reading the table.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::ChallengeId;
use docket_platform::SecretKey;

use crate::{AppError, Fault};

/// The length of the keyed hash in bytes.
pub(super) const MAC_BYTES: usize = 16;

/// The challenge for the client.
pub(super) fn write(ids: &SecretKey, id: ChallengeId) -> String {
    format!("{id}.{}", URL_SAFE_NO_PAD.encode(mac(ids, id)))
}

/// The challenge in a client's request; [`AppError::CodeRejected`] for one that Docket never made.
pub(super) fn read(ids: &SecretKey, text: &str) -> Result<ChallengeId, AppError> {
    let (id, given) = parts(text).ok_or_else(|| {
        Fault::at("/challenge", "must be a challenge that POST /api/auth/codes answered")
    })?;
    let good = docket_platform::equal_in_constant_time(&given, &mac(ids, id));
    if good { Ok(id) } else { Err(rejected("the challenge is not known; request a new code", 0)) }
}

fn parts(text: &str) -> Option<(ChallengeId, Vec<u8>)> {
    let (id, given) = text.split_once('.')?;
    let given = URL_SAFE_NO_PAD.decode(given).ok().filter(|it| it.len() == MAC_BYTES)?;
    Some((id.parse().ok()?, given))
}

fn mac(ids: &SecretKey, id: ChallengeId) -> [u8; MAC_BYTES] {
    let whole = ids.mac(&[b"challenge", id.as_str().as_bytes()]);
    std::array::from_fn(|at| whole[at])
}

/// The error for a code that is not accepted.
pub(super) fn rejected(detail: &str, attempts_left: u32) -> AppError {
    AppError::CodeRejected { detail: detail.to_owned(), attempts_left }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn challenge_is_read_only_when_written_with_the_key() {
        let (ids, other) = (SecretKey::new(&[1; 32]), SecretKey::new(&[2; 32]));
        let id = ChallengeId::from_bytes([7; 10]);
        let text = write(&ids, id);
        assert_eq!(read(&ids, &text).unwrap(), id);
        let foreign = read(&ids, &write(&other, id)).unwrap_err();
        assert!(matches!(foreign, AppError::CodeRejected { attempts_left: 0, .. }));
        let moved = text.replacen(&text[..1], "Z", 1);
        assert!(matches!(read(&ids, &moved), Err(AppError::CodeRejected { .. })));
        for shapeless in ["", ".", "a.b", &text[..20], &format!("{text}A"), &format!(" {text}")] {
            assert!(matches!(read(&ids, shapeless), Err(AppError::Invalid(_))), "{shapeless}");
        }
    }
}
