package pl.legitymacje.fee;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Files such as banks and parents send, made up. */
public final class ProofSamples {

    private ProofSamples() {}

    /** A whole PDF of one page with one line (ASCII, no brackets). */
    public static byte[] pdf(String line) {
        String stream = "BT /F1 24 Tf 60 760 Td (Potwierdzenie przelewu: " + line + ") Tj ET";
        String[] objects = {
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                    + " /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " + stream.length() + " >>\nstream\n" + stream + "\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        };
        StringBuilder file = new StringBuilder("%PDF-1.4\n");
        StringBuilder contents = new StringBuilder("xref\n0 6\n0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            contents.append("%010d 00000 n \n".formatted(file.length()));
            file.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int start = file.length();
        file.append(contents)
                .append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n")
                .append(start)
                .append("\n%%EOF\n");
        return file.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A whole PNG that says it has this size, in grey; what it holds is of no more than a thousand lines. */
    public static byte[] png(int width, int height) {
        byte[] lines = new byte[(width + 1) * Math.min(height, 1000)];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = (byte) (i % (width + 1) == 0 ? 0 : 255 - i / (width + 1) / 8 % 2 * 60);
        }
        Deflater deflater = new Deflater();
        deflater.setInput(lines);
        deflater.finish();
        byte[] data = new byte[lines.length + 100];
        int length = deflater.deflate(data);
        deflater.end();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 0, 0, 0, 0})
                        .array()));
        file.writeBytes(chunk("IDAT", java.util.Arrays.copyOf(data, length)));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    static byte[] chunk(String type, byte[] data) {
        byte[] body = joined(type.getBytes(StandardCharsets.ISO_8859_1), data);
        CRC32 sum = new CRC32();
        sum.update(body);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(body)
                .putInt((int) sum.getValue())
                .array();
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
