//! Images of products, and the check of image files.
//!
//! The content of a file decides its kind, not the media type that the sender names. Only the
//! file's header is checked: the bytes after it cannot run in a browser, because an image is served
//! with its own media type and `nosniff`.

use std::{fmt, str::FromStr};

use crate::{IdError, OneLine};

/// A kind of image file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageKind {
    /// RFC 9649.
    WebP,
    /// ISO/IEC 10918.
    Jpeg,
    /// ISO/IEC 15948.
    Png,
}

impl ImageKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::WebP, Self::Jpeg, Self::Png];

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::WebP => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The kind with this media type, upper or lower case.
    #[must_use]
    pub fn of_media_type(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type().eq_ignore_ascii_case(name))
    }
}

/// The name of an image: 128 bits of the hash of its content as 32 hexadecimal digits, so that
/// different images have different names.
#[derive(Clone, PartialEq, Eq)]
pub struct ImageName(String);

impl ImageName {
    /// The number of bytes of the hash that make the name.
    pub const BYTES: usize = 16;

    /// The name of an image from the first bytes of the hash of its content.
    #[must_use]
    pub fn from_bytes(hash: [u8; Self::BYTES]) -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(hash)))
    }

    /// The 32 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ImageName {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let good = text.len() == 2 * Self::BYTES && text.bytes().all(is_digit);
        good.then(|| Self(text.to_owned())).ok_or(IdError::new("the name of an image"))
    }
}

impl fmt::Display for ImageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ImageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The image of a product. The file is stored elsewhere, under the image's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductImage {
    /// The image's name.
    pub name: ImageName,
    /// The kind of the file.
    pub kind: ImageKind,
    /// The alternative text, for people who cannot see the image.
    pub alt: OneLine<255>,
}

/// A change of a product's image.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ImageChange {
    /// Keeps the image.
    #[default]
    Keep,
    /// Removes the image.
    Remove,
    /// Sets another image.
    Replace(ProductImage),
    /// Sets the alternative text. Without an image this has no effect.
    Describe(OneLine<255>),
}

impl ImageChange {
    /// The image after the change.
    #[must_use]
    pub fn of(&self, old: Option<&ProductImage>) -> Option<ProductImage> {
        match self {
            Self::Keep => old.cloned(),
            Self::Remove => None,
            Self::Replace(image) => Some(image.clone()),
            Self::Describe(alt) => {
                old.map(|image| ProductImage { alt: alt.clone(), ..image.clone() })
            }
        }
    }
}

/// Why a file is not accepted as an image of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// The file is of no known kind, or ends before its width and height.
    #[error("must be a WebP, JPEG or PNG image")]
    Unknown,
    /// The file is of another kind than the sender says: first its kind, then the sender's.
    #[error("is {} by its content, but {} by its Content-Type", .0.media_type(), .1.media_type())]
    OtherKind(ImageKind, ImageKind),
    /// The width or the height is zero, or too large to be shown quickly.
    #[error("must be 1 to {max} pixels wide and high, not {0} by {1}", max = MAX_SIDE)]
    Sides(u32, u32),
}

/// The most pixels of a side.
const MAX_SIDE: u32 = 4_096;

/// The most bytes of an image: 200 KB.
pub const MAX_IMAGE_BYTES: usize = 200 * 1024;

/// Checks that a file is an image of the kind that the sender says, and that its size in pixels is
/// allowed. The number of bytes is not checked here.
///
/// # Errors
///
/// [`ImageError`].
pub fn check_image(bytes: &[u8], said: ImageKind) -> Result<(), ImageError> {
    let (kind, (width, height)) = read(bytes).ok_or(ImageError::Unknown)?;
    if kind != said {
        return Err(ImageError::OtherKind(kind, said));
    }
    let good = 1..=MAX_SIDE;
    if good.contains(&width) && good.contains(&height) {
        Ok(())
    } else {
        Err(ImageError::Sides(width, height))
    }
}

/// The kind of a file, with its width and height.
fn read(bytes: &[u8]) -> Option<(ImageKind, (u32, u32))> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some((ImageKind::Png, png(bytes)?))
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some((ImageKind::Jpeg, jpeg(bytes)?))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12)? == b"WEBP" {
        Some((ImageKind::WebP, webp(bytes.get(12..)?)?))
    } else {
        None
    }
}

/// The width and height, from the first chunk.
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..24)?;
    let side = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    (header.get(..4)? == b"IHDR").then_some((side(4)?, side(8)?))
}

/// The width and height, from the segment that begins the frame.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        let number =
            |from: usize| Some(u16::from_be_bytes(bytes.get(from..from + 2)?.try_into().ok()?));
        match marker {
            // A fill byte before the marker.
            0xff => at += 1,
            // Huffman tables, an extension and conditioning: their numbers are among those of
            // frames, but they are not frames.
            0xc4 | 0xc8 | 0xcc => at += 2 + usize::from(number(at + 2)?),
            0xc0..=0xcf => return Some((number(at + 7)?.into(), number(at + 5)?.into())),
            // The end of the image or the beginning of the scan, without a frame before it.
            0xd9 | 0xda => return None,
            _ => at += 2 + usize::from(number(at + 2)?),
        }
    }
}

/// The width and height, from the first chunk, which has one of three forms.
fn webp(chunk: &[u8]) -> Option<(u32, u32)> {
    let data = chunk.get(8..)?;
    let little = |from: usize, len: usize| -> Option<u32> {
        let bytes = data.get(from..from + len)?;
        Some(bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u32::from(*byte)))
    };
    match chunk.get(..4)? {
        b"VP8 " => {
            let begins = data.get(3..6)? == b"\x9d\x01\x2a";
            begins.then_some((little(6, 2)? & 0x3fff, little(8, 2)? & 0x3fff))
        }
        b"VP8L" => {
            let sides = little(1, 4)?;
            (data.first()? == &0x2f).then_some(((sides & 0x3fff) + 1, ((sides >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(4, 3)? + 1, little(7, 3)? + 1)),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    /// The beginning of a file with this width and height.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let head = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
        [head.as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat()
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let head = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc4\0\x03x\xff\xc2\0\x11\x08";
        [head.as_slice(), &height.to_be_bytes(), &width.to_be_bytes()].concat()
    }

    fn webp(chunk: &[u8], data: &[u8]) -> Vec<u8> {
        [b"RIFF\0\0\0\0WEBP", chunk, &[0; 4], data].concat()
    }

    #[test]
    fn each_kind_is_known_by_its_content() {
        for (bytes, kind) in [
            (png(640, 480), ImageKind::Png),
            (jpeg(640, 480), ImageKind::Jpeg),
            (webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01"), ImageKind::WebP),
            (webp(b"VP8L", &[0x2f, 0x7f, 0xc2, 0x77, 0]), ImageKind::WebP),
            (webp(b"VP8X", &[0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]), ImageKind::WebP),
        ] {
            assert_eq!(read(&bytes), Some((kind, (640, 480))));
            for said in ImageKind::ALL {
                let checked = check_image(&bytes, said);
                let other = Err(ImageError::OtherKind(kind, said));
                assert_eq!(checked, if said == kind { Ok(()) } else { other });
            }
            // A file that is cut off before its width and height is refused, and reading it ends.
            for end in 0..bytes.len() {
                let cut = check_image(&bytes[..end], kind);
                assert!(matches!(cut, Ok(()) | Err(ImageError::Unknown)), "{end}");
            }
            assert_eq!(check_image(&bytes[..18], kind), Err(ImageError::Unknown));
        }
    }

    #[test]
    fn other_files_are_refused() {
        for bytes in [
            b"".as_slice(),
            b"GIF89a\x01\0\x01\0",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"<!doctype html><script>alert(1)</script>",
            b"\xff\xd8\xff\xda\0\x02",
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT\0\0\0\x01\0\0\0\x01",
            b"RIFF\0\0\0\0WAVEfmt ",
        ] {
            assert_eq!(check_image(bytes, ImageKind::Png), Err(ImageError::Unknown));
        }
    }

    #[test]
    fn sides_are_at_least_one_and_at_most_4096_pixels() {
        assert_eq!(check_image(&png(4_096, 1), ImageKind::Png), Ok(()));
        for (width, height) in [(0, 1), (1, 0), (4_097, 1), (1, u32::MAX)] {
            let refused = Err(ImageError::Sides(width, height));
            assert_eq!(check_image(&png(width, height), ImageKind::Png), refused);
        }
    }

    #[test]
    fn a_name_is_32_hexadecimal_digits() {
        let name = ImageName::from_bytes([0xab; ImageName::BYTES]);
        assert_eq!(name.to_string(), "ab".repeat(16));
        assert_eq!(name.as_str().parse(), Ok(name));
        for text in ["", "ab", &"AB".repeat(16), &"g".repeat(32), &"../.".repeat(8)] {
            assert!(text.parse::<ImageName>().is_err(), "{text}");
        }
    }

    #[test]
    fn image_change_sets_the_text_of_an_existing_image_only() {
        let image = |alt: &str| ProductImage {
            name: ImageName::from_bytes([1; ImageName::BYTES]),
            kind: ImageKind::Png,
            alt: alt.parse().unwrap(),
        };
        let old = image("A jar");
        let described = ImageChange::Describe("A jar of honey".parse().unwrap());
        assert_eq!(described.of(Some(&old)), Some(image("A jar of honey")));
        assert_eq!(described.of(None), None);
        assert_eq!(ImageChange::Keep.of(Some(&old)), Some(old.clone()));
        assert_eq!(ImageChange::Remove.of(Some(&old)), None);
        assert_eq!(ImageChange::Replace(old.clone()).of(None), Some(old));
    }
}
