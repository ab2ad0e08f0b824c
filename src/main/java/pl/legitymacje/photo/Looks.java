package pl.legitymacje.photo;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What can be measured on a picture itself. All of it but the missing colour is advice: the numbers are coarse, and a
 * person looks at every photo anyway.
 */
final class Looks {

    /** The share of clearly coloured pixels below which there is no colour: skin alone is far more than that. */
    private static final double LEAST_COLOUR = 0.005;
    /** Difference between the strongest and the weakest of red, green, blue; JPEG noise on grey stays below. */
    private static final int CLEARLY_COLOURED = 8;

    private static final double DARK_FACE = 45;
    /** A face this dark before a wall this dim is badly lit; before a light wall it is a dark face well lit. */
    private static final double DIM_FACE = 80;

    private static final double DIM_WALL = 180;
    private static final double MOST_BURNT = 0.3;
    private static final int BURNT = 250;
    /** Variance of the Laplacian at the portrait's size. */
    private static final double SHARP = 30;

    private static final double LIGHT_BACKGROUND = 140;
    private static final double EVEN_BACKGROUND = 32;
    private static final double BORDER = 0.08;

    private Looks() {}

    /** Whether a picture of three components shows greys only. */
    static boolean isGrey(BufferedImage picture) {
        byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int coloured = 0;
        for (int i = 0; i < bgr.length; i += 3) {
            int b = bgr[i] & 0xFF;
            int g = bgr[i + 1] & 0xFF;
            int r = bgr[i + 2] & 0xFF;
            if (Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b)) > CLEARLY_COLOURED) {
                coloured++;
            }
        }
        return coloured < LEAST_COLOUR * bgr.length / 3;
    }

    /** @param portrait what would be printed: all photos are judged at about this one size */
    static List<Finding> advice(BufferedImage portrait) {
        int width = portrait.getWidth();
        int height = portrait.getHeight();
        int[] luma = luma(portrait);
        List<Finding> advice = new ArrayList<>();

        // The corners only: the crown of a head that fills the picture reaches the middle of the upper edge.
        int side = Math.max(1, (int) (width * BORDER));
        int top = Math.max(1, (int) (height * BORDER));
        List<Area> background = List.of(
                new Area(luma, width, 0, 0, width / 4, top),
                new Area(luma, width, width - width / 4, 0, width, top),
                new Area(luma, width, 0, 0, side, height / 3),
                new Area(luma, width, width - side, 0, width, height / 3));
        double darkest = background.stream().mapToDouble(Area::median).min().orElseThrow();
        double lightest = background.stream().mapToDouble(Area::median).max().orElseThrow();
        double unrest = background.stream().mapToDouble(Area::deviation).max().orElseThrow();
        Area face = new Area(luma, width, width / 4, height / 5, 3 * width / 4, 4 * height / 5);
        if (face.median() < DARK_FACE || (face.median() < DIM_FACE && lightest < DIM_WALL)) {
            advice.add(Finding.of(PhotoRule.DARK));
        } else if (face.shareFrom(BURNT) > MOST_BURNT) {
            advice.add(Finding.of(PhotoRule.BRIGHT));
        }
        if (face.laplacianVariance() < SHARP) {
            advice.add(Finding.of(PhotoRule.BLURRED));
        }
        if (darkest < LIGHT_BACKGROUND) {
            advice.add(Finding.of(PhotoRule.BACKGROUND_DARK));
        }
        if (unrest > EVEN_BACKGROUND || lightest - darkest > 2 * EVEN_BACKGROUND) {
            advice.add(Finding.of(PhotoRule.BACKGROUND_UNEVEN));
        }
        return advice;
    }

    private static int[] luma(BufferedImage picture) {
        byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int[] luma = new int[bgr.length / 3];
        for (int i = 0; i < luma.length; i++) {
            luma[i] =
                    (299 * (bgr[3 * i + 2] & 0xFF) + 587 * (bgr[3 * i + 1] & 0xFF) + 114 * (bgr[3 * i] & 0xFF)) / 1000;
        }
        return luma;
    }

    /** A rectangle of a picture's luma, its right and lower edges outside. */
    private static final class Area {

        private final int[] luma;
        private final int stride;
        private final int left;
        private final int top;
        private final int right;
        private final int bottom;
        private final int[] histogram = new int[256];
        private final int size;

        Area(int[] luma, int stride, int left, int top, int right, int bottom) {
            this.luma = luma;
            this.stride = stride;
            this.left = left;
            this.top = top;
            this.right = Math.max(right, left + 1);
            this.bottom = Math.max(bottom, top + 1);
            for (int y = this.top; y < this.bottom; y++) {
                for (int x = this.left; x < this.right; x++) {
                    histogram[luma[y * stride + x]]++;
                }
            }
            size = Arrays.stream(histogram).sum();
        }

        double median() {
            int seen = 0;
            int value = -1;
            while (2 * seen < size) {
                seen += histogram[++value];
            }
            return value;
        }

        double shareFrom(int least) {
            return (double) Arrays.stream(histogram, least, 256).sum() / size;
        }

        double deviation() {
            double sum = 0;
            double squares = 0;
            for (int value = 0; value < 256; value++) {
                sum += (double) value * histogram[value];
                squares += (double) value * value * histogram[value];
            }
            double mean = sum / size;
            return Math.sqrt(squares / size - mean * mean);
        }

        double laplacianVariance() {
            double sum = 0;
            double squares = 0;
            long count = 0;
            for (int y = top + 1; y < bottom - 1; y++) {
                for (int x = left + 1; x < right - 1; x++) {
                    int at = y * stride + x;
                    int value = luma[at - 1] + luma[at + 1] + luma[at - stride] + luma[at + stride] - 4 * luma[at];
                    sum += value;
                    squares += (double) value * value;
                    count++;
                }
            }
            double mean = sum / Math.max(1, count);
            return squares / Math.max(1, count) - mean * mean;
        }
    }
}
