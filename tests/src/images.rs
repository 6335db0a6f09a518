//! Makes image files with the headers that hold their size, followed by arbitrary bytes.

/// The rest of the file, which Docket does not read.
const END: &[u8] = b"the rest of the file";

/// A PNG header of this size in pixels.
#[must_use]
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [head.as_slice(), &sides, &[8, 2, 0, 0, 0], END].concat()
}

/// A JPEG header of this size in pixels.
#[must_use]
pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let head = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08";
    [head.as_slice(), &height.to_be_bytes(), &width.to_be_bytes(), END].concat()
}

/// A header of a lossless WebP of this size, at most 256 by 256 pixels.
#[must_use]
pub fn webp(width: u8, height: u8) -> Vec<u8> {
    let (width, height) = (u32::from(width) - 1, u32::from(height) - 1);
    let sides = (width | height << 14).to_le_bytes();
    [b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f", sides.as_slice(), END].concat()
}
