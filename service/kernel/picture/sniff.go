package picture

import (
	"bytes"

	"yangguang/service/kernel/fault"
)

// sniff tells the type by content and refuses what must not be decoded at all.
func sniff(b []byte) (string, error) {
	switch {
	case len(b) == 0:
		return "", fault.New(fault.Invalid, "这个文件是空的，请重新选一次")
	case len(b) > MaxBytes:
		return "", fault.New(fault.Invalid, "这张照片超过12MB，请把相机的照片大小调小一些再拍，或者发截图")
	case isHEIF(b):
		return "", fault.New(fault.Invalid, "这张照片是苹果手机的HEIC格式，这里打不开。请用手机相册里的图片，或在拍照设置里改成JPEG（设置—相机—格式—兼容性最佳）")
	}
	var mime string
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		mime = "image/jpeg"
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		mime = "image/png"
	case len(b) > 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		mime = "image/webp"
	default:
		return "", fault.New(fault.Invalid, "这里只能放照片(JPEG、PNG、WebP)，请从手机相册里选一张")
	}
	if disguised(b) {
		return "", fault.New(fault.Invalid, "这张照片里夹带了别的内容，不能上传，请用手机重新拍一张")
	}
	return mime, nil
}

// isHEIF knows the brands of HEIC and AVIF files.
func isHEIF(b []byte) bool {
	if len(b) < 12 || string(b[4:8]) != "ftyp" {
		return false
	}
	switch string(b[8:12]) {
	case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "avif", "avis":
		return true
	}
	return false
}

// markup are the beginnings of what a browser or a server might run.
var markup = [][]byte{
	[]byte("<script"), []byte("<html"), []byte("<svg "), []byte("<?php"), []byte("<!doctype"), []byte("%pdf-"), []byte("<iframe"),
}

// disguised finds a picture that is a web page, a PDF or an archive as well. A
// film behind the picture, as many phones append it, is none of these.
func disguised(b []byte) bool {
	lower := bytes.ToLower(b)
	for _, m := range markup {
		if bytes.Contains(lower, m) {
			return true
		}
	}
	// A ZIP archive is read from its end, so it may hide behind a photo.
	return bytes.Contains(b[max(0, len(b)-66_000):], []byte("PK\x05\x06"))
}
