# Pictures that people send.
error-media-no-picture = This file is not a picture that we can read. Please send a JPEG, PNG, GIF or WebP file.
error-media-damaged = This picture is damaged. Please save it again, or choose another one.
error-media-heavy = This file is too heavy: at most { $max } MiB fit. Please make the picture smaller.
error-media-large = This picture is too large: at most 33 megapixels and 16,384 pixels a side fit. Please make it smaller.
error-media-frames = This animation has too many pictures in it: at most { $max } fit.
error-media-slow = This picture takes too long to read. Please save it in another format and try again.
error-media-quota = Your pictures take all of the { $max } MiB that an account has. Please remove some first.
error-media-unknown = We do not know this picture. Please send it again.
error-media-in-use = This picture is still shown somewhere. Please take it away there first.
error-media-no-space = There is no room left for pictures on this server. Please tell those who run it.
